import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type Decision, policyVersionHeader } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';
import type { InventorySource } from '../../inventory/take-inventory.ts';
import { Spool } from './spool.ts';
import { WatchClient } from './watch-client.ts';
import { WatchReporter } from './watch-reporter.ts';

const root = mkdtempSync(path.join(tmpdir(), 'castellan-reporter-'));
after(() => rmSync(root, { recursive: true, force: true }));
let made = 0;

interface Request {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly ids: readonly string[];
}
type Answer = readonly [status: number, body: object, headers?: Readonly<Record<string, string>>];

/** A server in the place of watch that answers as the test says, and what it was asked. */
async function watchThat(answer: (request: Request) => Answer): Promise<{
  url: string;
  requests: Request[];
  server: Server;
}> {
  const requests: Request[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = body.length > 0 ? gunzipSync(body).toString() : '';
      const ids = text
        .split('\n')
        .filter((line) => line !== '')
        .map(
          (line) => (JSON.parse(line) as { finding?: { id: string } }).finding?.id ?? 'heartbeat',
        );
      const request = { path: req.url ?? '', headers: req.headers, ids };
      requests.push(request);
      const [status, json, headers = {}] = answer(request);
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify(json));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server };
}

interface Started {
  readonly reporter: WatchReporter;
  readonly decided: Decision[][];
  readonly leftOut: number[];
  readonly faults: string[];
}

/** Ticks only when it is flushed. */
function reporterTo(
  url: string,
  spool?: Spool,
  pollMs = Infinity,
  inventory?: InventorySource,
): Started {
  const decided: Decision[][] = [];
  const leftOut: number[] = [];
  const faults: string[] = [];
  const reporter = new WatchReporter({
    client: new WatchClient(url, 'token', '1.0.0'),
    spool,
    onDecisions: (decisions, unknown) => {
      decided.push([...decisions]);
      leftOut.push(unknown);
    },
    onFault: (cause) => faults.push(cause),
    inventory,
    timing: { tickMs: 3_600_000, pollMs },
  });
  return { reporter, decided, leftOut, faults };
}

const accepted: Answer = [200, { accepted: 1, duplicates: 0, rejected: 0, policyVersion: 1 }];
const spoolOf = (name = String(made++)): Spool => new Spool(path.join(root, name), 'a');
const report = (reporter: WatchReporter, ...ids: string[]): void => {
  for (const id of ids) reporter.report(caseFinding({ id }));
};

test('findings and a heartbeat go out in one delivery with token and version', async () => {
  const { url, requests } = await watchThat(() => accepted);
  const { reporter } = reporterTo(url, spoolOf());
  report(reporter, '1', '2');
  reporter.heartbeat({ time: 'x' } as never);
  await reporter.flush();
  assert.deepEqual(requests[0]?.ids, ['1', '2', 'heartbeat']);
  assert.equal(requests[0].headers.authorization, 'Bearer token');
  assert.equal(requests[0].headers[policyVersionHeader], '0');
  assert.equal(reporter.lost, 0);
});

test('decisions are taken once per version, and asked for when nothing else is exchanged', async () => {
  const decision = {
    id: 'd1',
    action: 'block',
    actor: { kind: 'address', value: '203.0.113.7' },
    end: '2030-01-01T00:00:00.000Z',
    includesCritical: false,
  };
  const slow = { ...decision, id: 'd2', action: 'limit', limit: { requests: 10, seconds: 60 } };
  const unknown = [
    { ...decision, action: 'dance' },
    { ...decision, actor: { kind: 'device', value: 'x' } },
    { ...decision, action: 'limit' },
    { ...slow, limit: { requests: 0, seconds: 60 } },
    { ...slow, action: 'block' },
    null,
    'x',
  ];
  const { url, requests } = await watchThat(({ headers }) => [
    200,
    headers[policyVersionHeader] === '7'
      ? { policyVersion: 7 }
      : { policyVersion: 7, decisions: [decision, ...unknown, slow] },
  ]);
  const { reporter, decided, leftOut } = reporterTo(url, undefined, 0);
  await reporter.flush();
  await reporter.flush();
  assert.deepEqual(
    requests.map((request) => [request.path, request.headers[policyVersionHeader]]),
    [
      ['/api/v1/policy', '0'],
      ['/api/v1/policy', '7'],
    ],
  );
  assert.deepEqual(decided, [[decision, slow]]);
  assert.deepEqual(leftOut, [unknown.length]);
});

test('what watch refuses waits on disk, and the next process delivers it first and in order', async () => {
  let isUp = false;
  const { url, requests } = await watchThat(() =>
    isUp ? accepted : [503, {}, { 'retry-after': '0' }],
  );
  const name = String(made++);
  const first = reporterTo(url, spoolOf(name));
  report(first.reporter, '1', '2');
  await first.reporter.flush();
  report(first.reporter, '3');
  await first.reporter.flush();
  assert.deepEqual(first.faults, ['watch answered 503']);
  assert.equal(requests.length, 1, 'it pauses');
  first.reporter.close();
  isUp = true;
  const second = reporterTo(url, spoolOf(name));
  report(second.reporter, '4');
  await second.reporter.flush();
  assert.deepEqual(
    requests.slice(1).map(({ ids }) => ids),
    [['1', '2', '3'], ['4']],
  );
  assert.equal(first.reporter.lost + second.reporter.lost, 0);
});

test('what is not answered when the process ends is on disk, not lost', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  after(() => server.closeAllConnections());
  after(() => server.close());
  await once(server, 'listening');
  const name = String(made++);
  const { port } = server.address() as AddressInfo;
  const { reporter } = reporterTo(`http://127.0.0.1:${port}`, spoolOf(name));
  report(reporter, '1');
  const asked = once(server, 'request');
  const sending = reporter.flush();
  await asked;
  report(reporter, '2');
  reporter.close();
  server.closeAllConnections();
  await sending;
  const texts =
    spoolOf(name)
      .oldest()
      ?.lines.map(({ text }) => text) ?? [];
  assert.deepEqual(
    texts.map((text) => (JSON.parse(text) as { finding: { id: string } }).finding.id),
    ['1', '2'],
  );
  assert.equal(reporter.lost, 0);
});

test('without a disk what does not fit is counted, repeats included', async () => {
  const { reporter, faults } = reporterTo('http://127.0.0.1:9');
  const reason = 'x'.repeat(100_000);
  for (let index = 0; index < 12; index++) {
    reporter.report(caseFinding({ id: String(index), reason, count: 5 }));
  }
  assert.equal(reporter.lost, 10);
  await reporter.flush();
  assert.equal(reporter.lost, 10, 'what fitted still waits');
  assert.deepEqual(faults, ['ECONNREFUSED']);
});

test('a delivery that is too large is sent in halves; one finding that is, is lost and counted', async () => {
  const { url, requests } = await watchThat(({ ids }) =>
    ids.length > 2 || ids.includes('big') ? [413, {}] : accepted,
  );
  const { reporter, faults } = reporterTo(url);
  report(reporter, '1', '2', '3', 'big', '5');
  await reporter.flush();
  const delivered = requests.filter(({ ids }) => ids.length <= 2 && !ids.includes('big'));
  assert.deepEqual(
    delivered.flatMap(({ ids }) => ids),
    ['1', '2', '3', '5'],
  );
  assert.equal(reporter.lost, 1);
  assert.deepEqual(faults, ['one message is larger than watch takes']);
});

test('lines that watch rejects are counted as lost and said', async () => {
  const { url } = await watchThat(() => [200, { policyVersion: 1, rejected: 2 }]);
  const { reporter, faults } = reporterTo(url);
  report(reporter, '1', '2');
  await reporter.flush();
  assert.equal(reporter.lost, 2);
  assert.match(faults[0] ?? '', /could not read 2 messages/);
});

test('a wrong token is said once and tried rarely; what waits is kept', async () => {
  const { url, requests } = await watchThat(() => [401, {}]);
  const { reporter, faults } = reporterTo(url, spoolOf());
  report(reporter, '1');
  for (let turns = 0; turns < 5; turns++) await reporter.flush();
  assert.equal(requests.length, 1);
  assert.deepEqual(faults, ['watch answered 401']);
  assert.equal(reporter.lost, 0);
});

test('a redirect is not followed: the token stays with watch', async () => {
  const elsewhere = await watchThat(() => accepted);
  const { url } = await watchThat(() => [307, {}, { location: `${elsewhere.url}/api/v1/ingest` }]);
  const { reporter } = reporterTo(url, spoolOf());
  report(reporter, '1');
  await reporter.flush();
  assert.equal(elsewhere.requests.length, 0);
});

test('a process ends although watch never answers, and what it found is on disk', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.closeAllConnections());
  after(() => server.close());
  const directory = path.join(root, 'silent');
  const settings = {
    findingsFile: false,
    log: 'off',
    watchUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    watchToken: 'token',
    spoolDirectory: directory,
  };
  const url = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
  const code = `
    import { hookProcessEmit } from ${url('../../hooks/process-emit.ts')};
    import { startReporters } from ${url('../start-reporters.ts')};
    import { caseFinding } from ${JSON.stringify(import.meta.resolve('@castellan/core/cases'))};
    hookProcessEmit();
    const { report } = startReporters(${JSON.stringify(settings)}, () => undefined, () => undefined);
    report(caseFinding());
    setTimeout(() => undefined, 1500);
    process.on('exit', () => process.stdout.write(String(process.uptime())));`;
  const flags = ['-C', 'castellan-source', '--input-type=module', '-e', code];
  const ended = execFileSync(process.execPath, flags, { encoding: 'utf8' });
  assert.ok(Number(ended) < 9, 'the request, which has ten seconds, held the process');
  assert.ok(existsSync(directory));
  assert.equal(new Spool(directory, 'other').append([]).length, 0);
});

test('the inventory goes with the heartbeat, the list of packages only when watch asks, once', async () => {
  const told: boolean[] = [];
  let arrived = 0;
  const inventory = {
    take: (withPackages: boolean) => {
      told.push(withPackages);
      return { packagesDigest: 'a1' } as never;
    },
    delivered: () => void (arrived += 1),
  };
  const { url } = await watchThat(() => [200, { policyVersion: 1, inventoryWanted: true }]);
  const { reporter } = reporterTo(url, undefined, Infinity, inventory);
  reporter.heartbeat({ time: 'x' } as never);
  for (let turn = 0; turn < 4; turn += 1) await reporter.flush();
  assert.deepEqual(told, [false, true]);
  assert.equal(arrived, 2);
});

test('a watch of before, which never asks, gets heartbeats all the same', async () => {
  const told: boolean[] = [];
  const inventory = {
    take: (withPackages: boolean) => {
      told.push(withPackages);
      return {} as never;
    },
    delivered: () => undefined,
  };
  const { url, requests } = await watchThat(() => accepted);
  const { reporter } = reporterTo(url, undefined, Infinity, inventory);
  for (let beat = 0; beat < 2; beat += 1) {
    reporter.heartbeat({ time: String(beat) } as never);
    await reporter.flush();
  }
  assert.deepEqual(told, [false, false]);
  assert.equal(requests.length, 2);
});

test('a fault of the inventory costs no heartbeat', async () => {
  const inventory = {
    take: () => {
      throw new Error('broken');
    },
    delivered: () => undefined,
  };
  const { url, requests } = await watchThat(() => accepted);
  const { reporter } = reporterTo(url, undefined, Infinity, inventory);
  reporter.heartbeat({ time: 'x' } as never);
  await reporter.flush();
  assert.deepEqual(requests[0]?.ids, ['heartbeat']);
});
