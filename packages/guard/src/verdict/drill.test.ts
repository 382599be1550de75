import assert from 'node:assert/strict';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { beforeEach, test } from 'node:test';
import {
  drillMark,
  drillMessage,
  drillParameter,
  type Finding,
  formatToken,
  writeDrillValue,
} from '@castellan/core';
import { findingSchema } from '@castellan/core/wire';
import { type Configuration, defaultConfiguration } from '../config/configuration.ts';
import { createPolicy } from '../config/policy.ts';
import { createInputs } from '../context/create-inputs.ts';
import type { RequestContext } from '../context/request-context.ts';
import { answerDrill, isDrill } from './drill.ts';
import { enforce } from './enforcement.ts';
import { probeContext } from './probe.ts';

const token = formatToken('ingest', 'a'.repeat(43));
let reported: Finding[] = [];
let sent: number[] = [];

function configure(part: Partial<Configuration> = {}): void {
  const configuration: Configuration = { ...defaultConfiguration, watchToken: token, ...part };
  const policy = createPolicy(configuration);
  enforce({ configuration, policy, report: (finding) => void reported.push(finding) });
}
beforeEach(() => {
  reported = [];
  sent = [];
  configure();
});

const soon = (): number => Math.floor(Date.now() / 1_000) + 300;

function proofOf(mark: string, secret = token): string {
  const key = createHash('sha256').update(secret).digest('hex');
  return createHmac('sha256', key).update(drillMessage(mark)).digest('hex').slice(0, 32);
}

function urlOf(mark: string, ...proofs: string[]): string {
  const query = new URLSearchParams({
    [drillParameter]: writeDrillValue({
      mark,
      proofs: proofs.length > 0 ? proofs : [proofOf(mark)],
    }),
  });
  return `/shop?page=1&${query.toString()}`;
}

function requestOf(url: string): RequestContext {
  const req = {
    method: 'GET',
    url,
    headers: {},
    rawHeaders: [],
    socket: { remoteAddress: '127.0.0.1' },
  } as unknown as IncomingMessage;
  const answer = {
    hasBegun: () => false,
    hasEnded: () => false,
    send: (status: number) => void sent.push(status),
    cut: () => undefined,
  };
  const inputs = createInputs({
    version: 1,
    path: '/shop',
    query: url.split('?')[1],
    rawHeaders: [],
    params: () => undefined,
    bodies: () => [],
    rawBody: () => undefined,
  });
  return { ...probeContext(''), probe: undefined, witness: undefined, req, url, answer, inputs };
}

test('a drill that watch asked for is refused and reported as an attack would be, with its mark', () => {
  const mark = drillMark(randomUUID(), soon());
  const url = urlOf(mark);
  assert.equal(isDrill(url), true);
  assert.equal(answerDrill(requestOf(url)), true);
  assert.deepEqual(sent, [403]);
  const [finding] = reported;
  assert.ok(finding);
  const { detection, outcome, disposition, drill, sink, input } = findingSchema.parse(finding);
  assert.deepEqual(
    [detection, outcome, disposition, drill, sink.library],
    ['sql-injection', 'attack', 'blocked', mark, 'castellan'],
  );
  assert.match(input.path, /castellan-drill/);
});

test('of several tokens of the app one proof is enough', () => {
  const mark = drillMark(randomUUID(), soon());
  assert.equal(answerDrill(requestOf(urlOf(mark, '0'.repeat(32), proofOf(mark)))), true);
});

test('a guard that only monitors reports it and lets it through', () => {
  configure({ mode: 'monitor' });
  assert.equal(answerDrill(requestOf(urlOf(drillMark(randomUUID(), soon())))), false);
  assert.deepEqual(sent, []);
  assert.deepEqual(
    reported.map(({ disposition }) => disposition),
    ['logged'],
  );
});

test('whoever has no proof, comes too late or again is an ordinary request', () => {
  const fresh = (): string => drillMark(randomUUID(), soon());
  const twice = fresh();
  assert.equal(answerDrill(requestOf(urlOf(twice))), true);
  reported = [];
  const other = formatToken('ingest', 'b'.repeat(43));
  const forged = fresh();
  const [late, early] = [-1, 7_200].map((seconds) =>
    drillMark(randomUUID(), Math.floor(Date.now() / 1_000) + seconds),
  ) as [string, string];
  for (const url of [
    urlOf(twice),
    urlOf(forged, proofOf(forged, other)),
    urlOf(forged, proofOf(fresh())),
    urlOf(late),
    urlOf(early),
    '/?castellan-drill=%',
    '/?castellan-drill=',
    `/?x=castellan-drill=1`,
  ]) {
    assert.equal(answerDrill(requestOf(url)), false, url);
  }
  assert.deepEqual(reported, []);
  configure({ watchToken: false });
  assert.equal(answerDrill(requestOf(urlOf(fresh()))), false);
  assert.equal(isDrill('/search?q=drill'), false);
});
