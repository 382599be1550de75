import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controls, isControlId, type StandardId, standards } from './controls.ts';
import { cweNames, cweUrl } from './cwe.ts';

const forms: Readonly<Record<StandardId, RegExp>> = {
  asvs5: /^\d+\.\d+\.\d+$/,
  'pci-dss4': /^\d+\.\d+\.\d+$/,
  iso27001: /^A\.[5-8]\.\d{1,2}$/,
  soc2: /^(CC\d|A1)\.\d$/,
  cis8: /^\d{1,2}\.\d{1,2}$/,
  nis2: /^(21\.2\.[a-j]|23)$/,
};

test('each control id is a known standard, a colon and a requirement number', () => {
  for (const id of Object.keys(controls)) {
    const [standard = '', requirement = ''] = id.split(':');
    assert.ok(Object.hasOwn(standards, standard), id);
    assert.match(requirement, forms[standard as StandardId], id);
  }
});

test('isControlId tells known ids from unknown and from inherited names', () => {
  assert.equal(isControlId('asvs5:1.2.4'), true);
  assert.equal(isControlId('asvs5:99.9.9'), false);
  assert.equal(isControlId('toString'), false);
});

test('each CWE has a name of its own and an address', () => {
  const names = Object.values(cweNames);
  assert.equal(new Set(names).size, names.length);
  assert.equal(cweUrl(89), 'https://cwe.mitre.org/data/definitions/89.html');
});
