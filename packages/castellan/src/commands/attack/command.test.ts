import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type CheckReport, reportSchema } from '@castellan/check';
import { type Said, standingCli } from '../../case-cli.ts';

// The app that the command starts runs guard from its sources too.
process.env['NODE_OPTIONS'] = '-C castellan-source';
// Where these tests run says nothing of the run that they start.
process.env['CI'] = '';

const app = join(import.meta.dirname, 'case-attack-app.mjs');
const out = mkdtempSync(join(tmpdir(), 'castellan-attack-test-'));
const cli = standingCli('.');
after(async () => {
  await cli.stop();
  rmSync(out, { recursive: true, force: true });
});

const attackAs = (
  env: Readonly<Record<string, string>>,
  ...argv: readonly string[]
): Promise<Said> => cli.run(['attack', '--rate', '1000', '--out', out, ...argv], env);
const attack = (...argv: readonly string[]): Promise<Said> => attackAs({}, ...argv);
const mended = { CASE_APP: 'good' };

/** Ends at the third request. */
const breaking =
  "let left = 2; require('node:http').createServer((q, r) => (left -= 1) < 0 ? process.exit() : r.end('ok')).listen(process.env.PORT)";

const reportIn = ({ out: text, err }: Said): CheckReport => {
  assert.match(text, /^\{/, err);
  return reportSchema.parse(JSON.parse(text));
};

const toldOf = ({ findings }: CheckReport): string[] =>
  findings
    .map(({ rule, message }) => `${rule} ${message.split(': ')[0]} ${message.split(' ')[2]}`)
    .sort();

test('each hole is proven, its twin is not, guard stops them, and a replay tells when it is closed', async () => {
  const told = await attack('--changes-state', '--guarded', '--json', '--', process.execPath, app);
  const report = reportIn(told);
  assert.deepEqual(toldOf(report), [
    'attack/argument-injection GET /bad/option query.file',
    'attack/code-injection GET /bad/sum query.sum',
    'attack/command-injection GET /bad/shell query.word',
    'attack/header-injection GET /bad/language query.lang',
    'attack/nosql-injection POST /bad/find body.key',
    'attack/open-redirect GET /bad/go query.to',
    'attack/path-traversal GET /bad/file query.name',
    'attack/prototype-pollution POST /bad/settings body.__proto__',
    'attack/sql-injection GET /bad/sql query.name',
    'attack/sql-injection POST /bad/account body.user.name',
    'attack/ssrf GET /bad/fetch query.url',
    'attack/xss GET /bad/hello query.who',
    'attack/xss POST /bad/notes body.note',
  ]);
  assert.equal(told.code, 1);
  assert.ok(report.isWhole);
  const sql = report.findings.find(({ message }) => message.startsWith('GET /bad/sql'));
  assert.match(sql?.file ?? '', /case-attack-app\.mjs$/);
  const line = readFileSync(app, 'utf8').split('\n')[(sql?.line ?? 0) - 1];
  assert.match(line ?? '', /SELECT \* FROM goods WHERE name = '\$\{/);
  assert.match(sql?.message ?? '', /Guard stops it/);
  const redirect = report.findings.find(({ rule }) => rule === 'attack/open-redirect');
  assert.match(redirect?.message ?? '', /Guard lets it pass/);
  // The port differs at each run: what a finding is called must not.
  assert.equal(redirect?.file, '/bad/go');
  assert.equal(report.target, 'castellan-workspace');

  const files = readdirSync(out).filter((name) => name.endsWith('.json'));
  assert.equal(files.length, 13);
  const open = await attack('--replay', out, '--', process.execPath, app);
  assert.equal(open.code, 1, open.err);
  assert.equal(open.out.match(/ is OPEN$/gm)?.length, 13, open.out);
  assert.equal(open.out.match(/^curl -i/gm)?.length, 15, open.out);
  const named = files.filter((name) => /^(?:sql-injection|ssrf)-/.test(name));
  const replays = named.flatMap((name) => ['--replay', join(out, name)]);
  const shared = { REDIS_URL: 'redis://cache.example.com' };
  const elsewhere = await attackAs(shared, '--replay', out, '--', process.execPath, app);
  assert.match(elsewhere.err, /REDIS_URL leads the app to data at cache\.example\.com.*changed/);
  const closed = await attackAs(mended, ...replays, '--', process.execPath, app);
  assert.equal(closed.code, 0, closed.err);
  assert.equal(closed.out.match(/ is closed$/gm)?.length, 3, closed.out);
  assert.match(
    readFileSync(join(out, 'castellan-attack.test.mjs'), 'utf8'),
    /GET \/bad\/sql, query\.name: no sql-injection/,
  );
});

test('an app without holes yields none, and nothing is changed unless that was allowed', async () => {
  const told = await attackAs(mended, '--json', '--', process.execPath, app);
  const report = reportIn(told);
  assert.deepEqual(toldOf(report), []);
  assert.equal(told.code, 0);
  const sql = report.rules.find(({ rule }) => rule === 'attack/sql-injection');
  assert.equal(sql?.status, 'pass');
  assert.match(sql?.reason ?? '', /5 of 17 routes were not attacked/);
});

test('in continuous integration a part is a finding, and a run that broke off is never clean', async () => {
  const inCi = { ...mended, CI: 'true' };
  const part = reportIn(await attackAs(inCi, '--json', '--', process.execPath, app));
  const broken = await attackAs(inCi, '--json', '--', process.execPath, '-e', breaking);
  assert.match(part.findings.map(({ message }) => message).join(), /^The run was not whole: /);
  assert.equal(broken.code, 3, broken.err);
});

test('an app that runs already, without a sensor: only GET is sent, under the name of the run', async () => {
  const asked = new Set<string>();
  const server = createServer((req, res) => {
    asked.add(`${req.method} ${req.headers['user-agent']}`);
    const q = new URL(req.url ?? '/', 'http://app').searchParams.get('q') ?? '';
    res.setHeader('content-type', 'text/html');
    res.end(`<form method="post" action="/buy"><input name="id"></form>
      <form action="/"><input name="q"></form><p>You looked for ${q}</p>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const told = await attack('--json', '--url', url);
  server.close();
  server.closeAllConnections();
  const report = reportIn(told);
  assert.deepEqual(toldOf(report), ['attack/xss GET / query.q']);
  const sql = report.rules.find(({ rule }) => rule === 'attack/sql-injection');
  assert.match(`${sql?.status}: ${sql?.reason}`, /^unknown: guard as a sensor/);
  assert.equal(asked.size, 1);
  assert.match([...asked][0]!, /^GET castellan-attack\/\d/);
});

test('an app that breaks on the way is not clean, and a guard that does not report is missed', async () => {
  const told = await attack('--json', '--', process.execPath, '-e', breaking);
  assert.equal(told.code, 3, told.err);
  const xss = reportIn(told).rules.find(({ rule }) => rule === 'attack/xss');
  assert.match(`${xss?.status}: ${xss?.reason}`, /^unknown: .*the app does not answer any more/);

  const server = createServer((_req, res) => res.end('ok')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const deaf = await attack('--url', url, '--sensor', join(out, 'sensor.json'));
  server.close();
  server.closeAllConnections();
  assert.equal(deaf.code, 3);
  assert.match(deaf.err, /no guard reports to this run/);
});

test('command lines that cannot be meant so are refused in words', async () => {
  const none = await attack();
  assert.equal(none.code, 2);
  assert.match(none.err, /what is to be attacked\?/);
  const kind = await attack('--only', 'sql', '--', 'node', 'app.js');
  assert.equal(kind.code, 2);
  assert.match(kind.err, /did you mean|--only takes/);
  const rate = await attack('--rate', '0', '--', 'node', 'app.js');
  assert.match(rate.err, /--rate takes a number up to 1000/);
  const shared = { DATABASE_URL: 'postgres://shop:secret@db.example.com/shop' };
  const remote = await attackAs(shared, '--changes-state', '--', process.execPath, app);
  assert.equal(remote.code, 2);
  assert.match(remote.err, /DATABASE_URL leads the app to data at db\.example\.com/);
  assert.doesNotMatch(remote.err, /secret|attacking/);
  const allowed = ['--changes-state', '--data-elsewhere', '--', process.execPath];
  const told = await attackAs(shared, ...allowed, '-e', 'process.exit(3)');
  assert.match(told.err, /^castellan: the app ended \(3\)/);
  const nobody = await attack('--url', 'http://127.0.0.1:1');
  assert.equal(nobody.code, 3);
  assert.match(nobody.err, /not whole: nothing answers at http:\/\/127\.0\.0\.1:1/);
  const gone = await attack('--', process.execPath, '-e', 'process.exit(3)');
  assert.equal(gone.code, 3);
  assert.match(gone.err, /the app ended \(3\) before it listened/);
});
