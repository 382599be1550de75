import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type CheckReport, type Hole, reportSchema } from '@castellan/check';
import { type Said, standingCli } from '../../case-cli.ts';

process.env['NODE_OPTIONS'] = '-C castellan-source';
process.env['CI'] = '';

const app = join(import.meta.dirname, 'case-changes-app.mjs');
const out = mkdtempSync(join(tmpdir(), 'castellan-changes-test-'));
const cli = standingCli('.');
after(async () => {
  await cli.stop();
  rmSync(out, { recursive: true, force: true });
});

const cookie = join(out, 'cookie-login.json');
const token = join(out, 'token-login.json');
const first = { path: '/login', json: { name: 'ada' } };
writeFileSync(cookie, JSON.stringify({ first }));
writeFileSync(token, JSON.stringify({ first, token: 'token' }));

type Env = Readonly<Record<string, string>>;

function attack(env: Env, flags: readonly string[]): Promise<Said> {
  const all = ['--rate', '1000', '--out', join(out, 'kept'), ...flags];
  return cli.run(['attack', ...all, '--', process.execPath, app], env);
}

function csrfOf(env: Env, login: string, ...more: readonly string[]): Promise<CheckReport> {
  return reportOf('csrf', env, login, ...more);
}

async function reportOf(
  kind: string,
  env: Env,
  login: string,
  ...more: readonly string[]
): Promise<CheckReport> {
  const flags = ['--json', '--only', kind, ...(login === '' ? [] : ['--login', login]), ...more];
  const { out: text, err } = await attack(env, flags);
  assert.match(text, /^\{/, err);
  return reportSchema.parse(JSON.parse(text));
}

const told = ({ findings }: CheckReport): string[] =>
  findings.map(({ message, severity }) => `${severity} ${message.split(': ')[0]}`);
const said = ({ rules }: CheckReport): string =>
  rules.map((one) => `${one.status}: ${one.reason}`).join();

test('which requests of other sites carry the session decides what is a hole', async () => {
  const none = await csrfOf({ CASE_COOKIE: '; Secure; SameSite=None' }, cookie, '--changes-state');
  assert.deepEqual(told(none), ['high POST /address']);
  const silent = await csrfOf({ CASE_COOKIE: '' }, cookie, '--changes-state');
  assert.deepEqual(told(silent), ['medium POST /address']);
  assert.match(silent.findings[0]?.message ?? '', /says nothing of SameSite, so that Firefox/);
  for (const attribute of ['Lax', 'Strict']) {
    const kept = await csrfOf(
      { CASE_COOKIE: `; SameSite=${attribute}` },
      cookie,
      '--changes-state',
    );
    assert.deepEqual(told(kept), []);
    assert.match(said(kept), /^pass: tried at 2 places/);
  }
});

test('a token in a header is sent by no browser itself; what nobody saw is not judged', async () => {
  assert.match(said(await csrfOf({}, token, '--changes-state')), /^not-applicable: .* no cookie/);
  const none = { CASE_COOKIE: '; SameSite=None' };
  assert.match(said(await csrfOf(none, '')), /^unknown: a session/);
  assert.match(said(await csrfOf(none, '', '--cookie', 'sid=1')), /^unknown: a sign-in that shows/);
  assert.match(said(await csrfOf(none, cookie)), /^unknown: the routes that change state/);
});

test('a replay signs in, and is closed by a check of the origin or by the cookie', async () => {
  const none = { CASE_COOKIE: '; SameSite=None' };
  const kept = join(out, 'kept');
  rmSync(kept, { recursive: true });
  await csrfOf(none, cookie, '--changes-state');
  const replay = (env: Env, ...more: readonly string[]): Promise<Said> =>
    attack(env, ['--replay', kept, ...more]);
  const open = await replay(none, '--login', cookie);
  assert.equal(open.code, 1, open.err);
  assert.match(open.out, /^csrf at POST \/address is OPEN$/m);
  assert.match(open.out, /^curl .*sec-fetch-site: cross-site/m);
  assert.equal((await replay({ ...none, CASE_APP: 'good' }, '--login', cookie)).code, 0);
  assert.equal((await replay({ CASE_COOKIE: '; SameSite=Lax' }, '--login', cookie)).code, 0);
  const without = await replay(none);
  assert.equal(without.code, 2);
  assert.match(without.err, /give --login FILE/);
});

const fieldsIn = ({ findings }: CheckReport): string[] =>
  findings.map(({ message }) => message.split(' is taken')[0] ?? '').sort();

test('fields that nobody asked for are sent, and put back where they were taken', async () => {
  const lax = { CASE_COOKIE: '; SameSite=Lax' };
  const kept = join(out, 'kept');
  rmSync(kept, { recursive: true, force: true });
  const bad = await reportOf('mass-assignment', lax, cookie, '--changes-state');
  assert.deepEqual(fieldsIn(bad), [
    'PATCH /profile: body.isAdmin',
    'PATCH /profile: body.role',
    'PUT /model: body.role',
  ]);
  const [one] = readdirSync(kept).filter((name) => name.startsWith('mass-assignment'));
  const { hole } = JSON.parse(readFileSync(join(kept, one!), 'utf8')) as { hole: Hole };
  assert.match(hole.evidence, /, and put back$/);
  const good = await reportOf(
    'mass-assignment',
    { ...lax, CASE_APP: 'good' },
    cookie,
    '--changes-state',
  );
  assert.deepEqual(good.findings, []);
  assert.match(said(good), /^pass: tried at 4 places/);
  assert.match(
    said(await reportOf('mass-assignment', lax, cookie)),
    /^unknown: the routes that change/,
  );
  const replays = ['--replay', kept, '--login', cookie];
  const open = await attack(lax, replays);
  assert.equal(open.code, 1, open.err);
  assert.equal(open.out.match(/ is OPEN$/gm)?.length, 3, open.out);
  const closed = await attack({ ...lax, CASE_APP: 'good' }, replays);
  assert.equal(closed.code, 0, closed.out + closed.err);
  // Without the session nothing is known of it.
  assert.equal((await attack(lax, ['--replay', kept])).code, 3);
});

test('an expression that a value keeps busy is found by its own time, and the same of a cut value is not', async () => {
  const lax = { CASE_COOKIE: '; SameSite=Lax' };
  const kept = join(out, 'kept');
  rmSync(kept, { recursive: true, force: true });
  const bad = await reportOf('slow-expression', lax, cookie);
  assert.deepEqual(told(bad), ['high GET /slug']);
  assert.match(
    bad.findings[0]?.message ?? '',
    /query\.text keeps a regular expression busy: \d+ ms/,
  );
  const line = readFileSync(app, 'utf8').split('\n')[(bad.findings[0]?.line ?? 0) - 1];
  assert.match(line ?? '', /slug\.test/);
  const good = await reportOf('slow-expression', { ...lax, CASE_APP: 'good' }, cookie);
  assert.deepEqual(told(good), []);
  assert.match(said(good), /^pass: tried at \d places/);
  const replays = ['--replay', kept, '--login', cookie];
  assert.equal((await attack(lax, replays)).code, 1);
  assert.equal((await attack({ ...lax, CASE_APP: 'good' }, replays)).code, 0);
});
