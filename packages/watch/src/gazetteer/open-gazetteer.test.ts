import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../store/case-store.ts';
import { caseMmdb } from './case-mmdb.ts';
import { asPackage, gazetteerFolder, openGazetteer } from './open-gazetteer.ts';

const nowhere = (file: string): string => {
  throw new Error(`no ${file}`);
};
const unexpected = (error: unknown): void => assert.fail(String(error));

test('countries come from the package that npm installed, and are as old as it says', async () => {
  const gazetteer = await openGazetteer(temporaryDirectory(), unexpected);
  assert.deepEqual(gazetteer.of('8.8.8.8'), { country: 'US' });
  assert.deepEqual(gazetteer.of('2a01:4f8::1'), { country: 'DE' });
  assert.equal(gazetteer.countries?.licence, 'PDDL 1.0');
  const builtAt = gazetteer.countries?.builtAt.toISOString() ?? '';
  assert.match(builtAt, /^20\d\d-/);
  assert.equal(gazetteer.systems, undefined);
});

test('addresses that are nobody’s on the internet have no whereabouts', async () => {
  const gazetteer = await openGazetteer(temporaryDirectory(), unexpected);
  const inner = ['10.0.0.1', '127.0.0.1', '192.168.1.1', '100.64.0.1', '203.0.113.7', '::1'];
  for (const address of [...inner, 'fd00::1', 'fe80::1', '', 'no address']) {
    assert.deepEqual(gazetteer.of(address), {}, address);
  }
});

test('without data nothing is known', async () => {
  const gazetteer = await openGazetteer(temporaryDirectory(), unexpected, nowhere);
  assert.deepEqual(gazetteer.of('8.8.8.8'), {});
  assert.deepEqual(gazetteer.ofStored('DE', 24_940), { country: 'DE', asn: 24_940 });
});

/** As the package has it: numbers for addresses, names in quotes where they hold a comma. */
const four = [
  '134744064,134744319,15169,Google LLC',
  '771817472,771883007,24940,"Hetzner, ""Online"" GmbH"',
  'not a line',
].join('\n');
const six =
  '55827575822966466661959896531774472192,55827575902194629176224234125318422527,3320,DTAG';

test('autonomous systems come from the lists of their package, between whose ranges is nothing', async () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'package.json'), '{"version":"2.3.2026061719"}');
  writeFileSync(join(folder, 'asn-ipv4-num.csv'), four);
  writeFileSync(join(folder, 'asn-ipv6-num.csv'), `${six}\n`);
  const find = (file: string): string =>
    file === `${asPackage}/package.json` ? join(folder, 'package.json') : nowhere(file);
  const gazetteer = await openGazetteer(temporaryDirectory(), unexpected, find);
  const google = { asn: 15_169, asName: 'Google LLC', isHosting: true };
  assert.deepEqual(gazetteer.of('8.8.8.0'), google);
  assert.deepEqual(gazetteer.of('8.8.8.255'), google);
  assert.deepEqual(gazetteer.of('8.8.7.255'), {});
  assert.deepEqual(gazetteer.of('8.8.9.0'), {});
  assert.equal(gazetteer.of('46.1.0.1').asName, 'Hetzner, "Online" GmbH');
  assert.deepEqual(gazetteer.of('2a00::ffff'), { asn: 3_320, asName: 'DTAG' });
  assert.deepEqual(gazetteer.of('29ff:ffff::1'), {});
  assert.deepEqual(gazetteer.ofStored(null, 15_169), google);
  assert.equal(gazetteer.systems?.builtAt.toISOString(), '2026-06-17T00:00:00.000Z');
});

test('files in the data directory come before packages', async () => {
  const directory = temporaryDirectory();
  const builtAt = new Date('2026-11-01T00:00:00Z');
  mkdirSync(join(directory, gazetteerFolder));
  const file = (name: string): string => join(directory, gazetteerFolder, name);
  writeFileSync(
    file('country.mmdb'),
    caseMmdb(
      [
        ['8.8.8.0/24', { country: { iso_code: 'CH' } }],
        ['9.0.0.0/8', { country_code: 'None' }],
      ],
      builtAt,
    ),
  );
  const system = { autonomous_system_number: 64_500 };
  writeFileSync(file('asn.mmdb'), caseMmdb([['8.8.0.0/16', system]], builtAt));
  const gazetteer = await openGazetteer(directory, unexpected);
  assert.deepEqual(gazetteer.of('8.8.8.8'), { country: 'CH', asn: 64_500 });
  assert.deepEqual(gazetteer.of('9.1.1.1'), {});
  assert.deepEqual(gazetteer.of('2a01:4f8::1'), {});
  assert.deepEqual(gazetteer.countries?.builtAt, builtAt);
});

test('a file that cannot be read is told, and the console does without it', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, gazetteerFolder));
  writeFileSync(join(directory, gazetteerFolder, 'asn.mmdb'), 'no such format');
  const told: unknown[] = [];
  const gazetteer = await openGazetteer(directory, (error) => told.push(error));
  assert.match(String(told), /asn\.mmdb is no file in the format of MaxMind DB/);
  assert.deepEqual(gazetteer.of('8.8.8.8'), { country: 'US' });
});

test('a file that is broken within is told once, and what it does not say is unknown', async () => {
  const directory = temporaryDirectory();
  const folder = join(directory, gazetteerFolder);
  mkdirSync(folder);
  const file = caseMmdb([['8.8.8.0/24', { country_code: 'DE' }]], new Date());
  const broken = Buffer.from(file);
  // The map of the entry says that it has more pairs than it has.
  broken[broken.indexOf('country_code') - 2] = (7 << 5) | 28;
  for (const [name, bytes] of [
    ['country.mmdb', broken],
    ['asn.mmdb', broken],
  ] as const)
    writeFileSync(join(folder, name), bytes);
  const told: string[] = [];
  const gazetteer = await openGazetteer(directory, (error) => told.push(String(error)));
  for (let count = 0; count < 3; count += 1) assert.deepEqual(gazetteer.of('8.8.8.8'), {});
  assert.deepEqual(gazetteer.of('9.9.9.9'), {}, 'what it does not hold is unknown anyhow');
  assert.equal(told.length, 2);
  for (const words of told) assert.match(words, /(country|asn)\.mmdb is broken/);
  writeFileSync(join(folder, 'country.mmdb'), file);
  const whole = await openGazetteer(directory, () => undefined);
  assert.equal(whole.of('8.8.8.8').country, 'DE');
});
