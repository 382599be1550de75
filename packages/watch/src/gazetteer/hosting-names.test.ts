import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHostingName } from './hosting-names.ts';

const hosts = [
  'Hetzner Online GmbH',
  'Amazon.com, Inc.',
  'DigitalOcean, LLC',
  'OVH SAS',
  'Google LLC',
  'M247 Europe SRL',
  'Shenzhen Tencent Computer Systems Company Limited',
  'Yandex.Cloud LLC',
  'RouterHosting LLC',
  'SERVERS TECH FZCO',
  'CHINANET SiChuan Telecom Internet Data Center',
];

/** Beside a word that is within their names they are where people are. */
const others = [
  'Deutsche Telekom AG',
  'Google Fiber Inc.',
  'NetCologne Gesellschaft fur Telekommunikation mbH',
  'COLOMBIA TELECOMUNICACIONES S.A. ESP',
  'University of Colorado at Boulder',
  'SERVICIO DI TELECOMUNICACION DI ARUBA (SETAR) N.V.',
  'Observers Media Group',
  'State of Colorado General Government Computer',
  'Comcast Cable Communications, LLC',
  '',
];

test('hosts and clouds are told by their names, and look-alikes are not', () => {
  assert.deepEqual(
    hosts.filter((name) => !isHostingName(name)),
    [],
  );
  assert.deepEqual(others.filter(isHostingName), []);
});

test('a long name is read in linear time', () => {
  const started = performance.now();
  isHostingName('a2 '.repeat(1_000_000));
  assert.ok(performance.now() - started < 500);
});
