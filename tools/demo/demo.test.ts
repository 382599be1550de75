import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';
import type { Event } from '@castellan/watch/api';
import { addressTable, walkThrough } from './addresses.ts';
import { readArguments } from './arguments.ts';
import { type Arrivals, arrivalLine, awaitArrivals } from './arrivals.ts';
import { startChild } from './child.ts';
import { explain, readFindings } from './explain.ts';
import { classTable, totals } from './table.ts';
import { fit, type Terminal, wrap } from './terminal.ts';
import { observeBenign, observeExploit, type Trial } from './trial.ts';

const plain: Terminal = { columns: 80, paint: (_format, text) => text };

const exploit = {
  id: 'x',
  title: 'x',
  carrier: 'query',
  idea: 'x',
  request: { path: '/blocked' },
  proof: { contains: 'LOOT' },
};

let server: Server;
let origin: string;
before(async () => {
  server = createServer((req, res) => {
    const json = '{"error":"blocked","findingId":"f-1"}';
    if (req.url === '/blocked') res.writeHead(403).end(json);
    else if (req.url === '/leaks') res.writeHead(403).end(`${json} LOOT`);
    else if (req.url === '/own-403') res.writeHead(403).end('{"error":"not yours"}');
    else if (req.url === '/cut') req.socket.destroy();
    else res.end('fine');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

test('a block counts only when guard says so and nothing was stolen', async () => {
  const at = (where: string) => observeExploit(origin, { ...exploit, request: { path: where } });
  assert.deepEqual(await at('/blocked'), { effect: 'blocked', detail: '403', findingId: 'f-1' });
  assert.equal((await at('/leaks')).effect, 'breached');
  assert.equal((await at('/own-403')).effect, 'no effect');
  assert.equal((await at('/cut')).effect, 'failed');
  assert.equal((await at('/fine')).effect, 'no effect');
});

test('a look-alike passes only with its status and text', async () => {
  const at = (where: string, status: number, contains: string) =>
    observeBenign(origin, {
      id: 'x',
      title: 'x',
      request: { path: where },
      expect: { status, contains },
    });
  assert.equal((await at('/fine', 200, 'fine')).effect, 'passed');
  assert.equal((await at('/fine', 201, 'fine')).effect, 'failed');
  assert.equal((await at('/fine', 200, 'other')).effect, 'failed');
  assert.equal((await at('/blocked', 200, '')).effect, 'blocked');
});

const trial: Trial = {
  kind: 'exploit',
  detection: 'sql-injection',
  id: 'x',
  title: 'A title that is much longer than the room that eighty columns leave for it',
  carrier: 'query',
  open: { effect: 'breached', detail: 'LOOT' },
  guarded: { effect: 'blocked', detail: '403' },
  ok: true,
};

test('the table keeps to the width and names what went wrong', () => {
  const missed: Trial = { ...trial, guarded: { effect: 'breached', detail: 'LOOT' }, ok: false };
  const text = classTable('SQL', [trial, missed], plain);
  for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
  assert.match(text, /✗ breached\s+■ blocked/);
  assert.match(text, /guarded: LOOT/);
  assert.match(totals([trial], plain), /^As it should be/);
  assert.match(totals([trial, missed], plain), /^1 not as it should be/);
});

const finding = caseFinding({
  input: { path: 'query.q', excerpt: "x' OR 1=1", transformations: ['trim'] },
  span: { excerpt: "SELECT 'x' OR 1=1", start: 9, end: 17 },
  location: { file: 'src/server.js', line: 3, column: 1, sourceMapped: false },
  advice: 'Bind the value.',
});

test('an explained block shows input, span, source line and advice', async () => {
  const text = await explain(finding, plain);
  assert.match(text, /query\.q \(after trim\)/);
  assert.match(text, /SELECT 'x' OR 1=1\n {25}\^{8}\n/);
  assert.match(text, /apps\/shop\/src\/server\.js:3:1/);
  assert.match(text, / > .*nothing, and must never be deployed/);
  assert.match(text, /Bind the value/);
});

test('findings are read line by line, and a broken line is left out', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-demo-test-'));
  const file = path.join(folder, 'findings.ndjson');
  await writeFile(file, `${JSON.stringify(finding)}\n{"half":\n`);
  assert.deepEqual(await readFindings(file), [finding]);
  assert.deepEqual(await readFindings(path.join(folder, 'none')), []);
  await rm(folder, { recursive: true });
});

test('the console has everything only when it holds each refusal and each finding', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'castellan-demo-test-'));
  const file = path.join(folder, 'findings.ndjson');
  const noted = caseFinding({ disposition: 'logged' });
  const folded = caseFinding({ count: 2 });
  await writeFile(file, [noted, finding, folded].map((one) => `${JSON.stringify(one)}\n`).join(''));
  const refused: Trial = {
    ...trial,
    guarded: { effect: 'blocked', detail: '403', findingId: 'f-1' },
  };
  const trials = [refused, refused, refused, trial];
  const stopped = AbortSignal.abort();
  const arrived = (findings: readonly Finding[]): Promise<Arrivals> => {
    const events = findings.map((one) => ({ finding: one }) as Event);
    return awaitArrivals({ events: () => Promise.resolve(events) }, file, trials, stopped);
  };
  const whole = await arrived([noted, finding, folded]);
  assert.deepEqual(whole, { refused: 3, blocked: 3, noted: 1, isWhole: true });
  assert.equal(
    arrivalLine(whole, plain),
    'In the console too: 3 of 3 blocks, and 1 more that guard only noted.',
  );
  assert.equal((await arrived([finding, folded])).isWhole, false, 'one noted is missing');
  const lacking = await arrived([noted, finding, finding]);
  assert.equal(lacking.isWhole, false, 'one blocked is missing');
  assert.match(arrivalLine(lacking, plain), /^Not all is in the console: 2 of 3 blocks/);
  await rm(folder, { recursive: true });
});

test('what to try stands there with whole command lines, the console only where there is one', () => {
  const addresses = { open: 'http://a', guarded: 'http://b', console: undefined };
  assert.doesNotMatch(addressTable(addresses, plain), /console/);
  const owner = { email: 'e@x', password: 'secret' };
  const table = addressTable({ ...addresses, console: { link: 'http://c/#l', owner } }, plain);
  assert.match(table, /^ {2}console +http:\/\/c\/#l$/m);
  assert.match(table, /^ +e@x {2}with {2}secret$/m);
  const steps = walkThrough(
    'http://b',
    { path: '/orders', cookies: { customer: '0 OR 1' } },
    plain,
  );
  assert.match(
    steps,
    /^ +curl .*'cookie: customer=0%20OR%201' -H 'x-forwarded-for: 203\.0\.113\.66' 'http:\/\/b\/orders'$/m,
  );
});

test('a part that does not start is told with its reason, and leaves nothing running', async () => {
  const shared = { name: 'The part', cwd: tmpdir(), env: {}, stopWithinMs: 1_000 };
  const nowhere = { ...shared, node: path.join(tmpdir(), 'no-such-node'), args: [] };
  await assert.rejects(startChild(nowhere), /^Error: The part did not start: .*ENOENT/);
  const failing = { ...shared, node: process.execPath, args: ['-e', 'throw new Error("why")'] };
  await assert.rejects(startChild(failing), /The part did not start: ended with 1\n[^]*why/);
});

test('the command line is read, and nonsense refused', () => {
  assert.equal(readArguments(['--help']), undefined);
  assert.equal(readArguments(['--json'])?.once, true);
  assert.equal(readArguments(['--node', 'node'])?.node, 'node');
  assert.equal(readArguments(['--node', './node'])?.node, path.resolve('node'));
  assert.equal(readArguments(['--port', '65533'])?.port, 65_533);
  assert.throws(() => readArguments(['--port', '65534']), TypeError);
  assert.throws(() => readArguments(['--ounce']), TypeError);
});

test('text is cut and broken at its width', () => {
  assert.equal(fit('abc', 3), 'abc');
  assert.equal(fit('abcd', 3), 'ab…');
  assert.equal(fit('a', 3), 'a  ');
  assert.deepEqual(wrap('aa bb cc', 5), ['aa bb', 'cc']);
});
