import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type CheckReport, reportSchema } from '@castellan/check';
import { type Said, standingCli } from '../../case-cli.ts';

process.env['NODE_OPTIONS'] = '-C castellan-source';

const app = join(import.meta.dirname, 'case-accounts-app.mjs');
const out = mkdtempSync(join(tmpdir(), 'castellan-accounts-test-'));
const login = join(out, 'login.json');
const cli = standingCli('.');
after(async () => {
  await cli.stop();
  rmSync(out, { recursive: true, force: true });
});
const three = ['isolation', 'tokens', 'unauthenticated'];

function writeLogin(password: string): void {
  const user = (email: string, secret: string) => ({
    path: '/login',
    json: { email, password: secret },
  });
  writeFileSync(
    login,
    JSON.stringify({
      first: user('ada@example.com', password),
      second: user('bob@example.com', 'oak-and-iron'),
    }),
  );
}

function attack(kind: 'good' | 'bad'): Promise<Said> {
  const only = three.flatMap((name) => ['--only', name]);
  const flags = ['--rate', '1000', '--json', '--out', out, '--login', login, ...only];
  return cli.run(['attack', ...flags, '--', process.execPath, app], { CASE_APP: kind });
}

function reportIn({ out: text, err }: Said): CheckReport {
  assert.match(text, /^\{/, err);
  return reportSchema.parse(JSON.parse(text));
}

test('accounts that are not kept apart, tokens that can be guessed, and open doors', async () => {
  writeLogin('lamp-and-moat');
  const told = await attack('bad');
  const { findings } = reportIn(told);
  assert.deepEqual(
    findings.map(({ rule, message }) => `${rule} ${message.split(': ')[0]}`).sort(),
    [
      'attack/isolation GET /orders/:id',
      'attack/tokens POST /login',
      'attack/unauthenticated GET /admin/export',
      'attack/unauthenticated GET /profile',
    ],
  );
  const tokens = findings.find(({ rule }) => rule === 'attack/tokens');
  assert.match(tokens?.message ?? '', /cookie sid: tokens count up/);
  assert.equal(told.code, 1);
  assert.doesNotMatch(told.out + readFileSync(login, 'utf8').slice(0, 0), /lamp-and-moat|sid=4/);
});

test('an app that keeps them apart yields nothing, whatever is open to everybody', async () => {
  writeLogin('lamp-and-moat');
  const told = await attack('good');
  const report = reportIn(told);
  assert.deepEqual(report.findings, []);
  assert.deepEqual(
    report.rules.map(({ rule, status }) => `${rule} ${status}`),
    three.map((name) => `attack/${name} pass`),
  );
});

test('who cannot sign in is told, and the run is not whole', async () => {
  writeLogin('wrong');
  const told = await attack('good');
  assert.equal(told.code, 3);
  assert.match(told.err, /\/login answered 401 to the sign-in/);
  writeFileSync(login, '{"first":{"path":"login"}}');
  const malformed = await attack('good');
  assert.equal(malformed.code, 2);
  assert.match(malformed.err, /--login .*is a path of the app, such as \/login/);
});
