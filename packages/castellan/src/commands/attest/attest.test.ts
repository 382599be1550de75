import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { folderWith, runCli } from '../../case-cli.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-attest-'));
after(() => rmSync(home, { recursive: true }));
const day = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const said = ['--by', 'ana', '--statement', 'Access is audited'];

test('a practice that no rule judges is attested with its evidence, until the day', () => {
  const root = folderWith(home, { 'package.json': '{}', 'audit.txt': 'all well' });
  const given = [
    ...said,
    '--until',
    day(30),
    '--evidence',
    'audit.txt',
    '--evidence',
    'https://a.example/x',
  ];
  assert.equal(runCli(root, 'attest', 'M2', ...given).code, 0);
  const file = join(root, 'castellan.attested.json');
  const { attested } = JSON.parse(readFileSync(file, 'utf8'));
  assert.match(attested[0].evidence[0], /^audit\.txt sha256:[0-9a-f]{64}$/);
  assert.equal(runCli(root, 'attest', 'm2', ...given.slice(0, 6)).code, 0);
  const text = readFileSync(file, 'utf8');
  assert.equal(JSON.parse(text).attested.length, 1);

  const standing = (): unknown => {
    const report = reportSchema.parse(JSON.parse(runCli(root, 'check', '--json').out));
    const { status, attestation } = report.practices.find(({ practice }) => practice === 'M2')!;
    return [status, attestation?.by];
  };
  assert.deepEqual(standing(), ['attested', 'ana']);
  writeFileSync(file, text.replace(day(30), day(-1)).replace(day(0), day(-5)));
  assert.deepEqual(standing(), ['unknown', undefined]);
});

test('what a machine sees, and what nobody answers for, cannot be attested', () => {
  const root = folderWith(home, {});
  const wrong: readonly (readonly [string[], RegExp])[] = [
    [['C3', ...said, '--until', day(9)], /C3 \(Validate.*\) follows from rules alone/],
    [['docker/user', ...said, '--until', day(9)], /docker\/user is seen by a machine/],
    [['docker/usr', ...said, '--until', day(9)], /did you mean docker\/user\?/],
    [['M2', '--until', day(9)], /needs --by/],
    [['M2', ...said], /--until takes a day/],
    [['M2', ...said, '--until', day(-2)], /is over/],
    [['M2', ...said, '--until', day(400)], /more than a year/],
    [['M2', ...said, '--until', day(9), '--evidence', 'none.pdf'], /is no file, and no address/],
  ];
  for (const [argv, message] of wrong) {
    const { code, err } = runCli(root, 'attest', ...argv);
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
});

test('doctor lists what is unknown, and how to make it known', () => {
  const root = folderWith(home, { 'package.json': '{"private":true}' });
  const { code, out } = runCli(root, 'doctor', '--practices');
  assert.equal(code, 0);
  assert.match(out, /^\d+ of 41 practices are unknown here:\n/);
  assert.match(
    out,
    /\nM2 [^\n]*\n(?: {4}[^\n]*\n)*? {4}a person can answer \([^)]*\): castellan attest M2 --by NAME/,
  );
  assert.match(
    out,
    /\nC6 [^\n]*\n(?: {4}[^\n]*\n)*? {4}castellan check site URL looks at it from there/,
  );
  assert.equal(runCli(root, 'doctor', '--practices', '--all').code, 2);
});
