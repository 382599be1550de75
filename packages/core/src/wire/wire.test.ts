import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as z from 'zod';
import { CastellanError } from '../errors/castellan-error.ts';
import { exactly } from './exactly.ts';
import type { Finding } from './finding-type.ts';
import type { Heartbeat } from './heartbeat-type.ts';
import { wireLimits } from './limits.ts';
import { parseFinding, parseHeartbeat } from './parse.ts';

type Whole<T> = T extends object ? { readonly [Key in keyof T]-?: Whole<T[Key]> } : T;

const location = { file: 'app.js', line: 3, column: 7, function: 'find', sourceMapped: true };
const finding: Whole<Finding> = {
  version: 1,
  id: '0190a5c4-7a3e-7c00-8000-3f2a9d1c0b5e',
  time: '2026-11-24T04:00:00.000Z',
  app: 'shop',
  environment: 'production',
  instance: 'host-1:42',
  detection: 'sql-injection',
  outcome: 'attack',
  confidence: 'certain',
  severity: 'critical',
  disposition: 'blocked',
  mode: 'block',
  cwe: 89,
  practices: ['C3', 'P1'],
  controls: ['asvs5:1.2.4'],
  reason: 'The input closed the literal that it stood in.',
  request: {
    id: 'r-1',
    method: 'GET',
    route: '/users/:id',
    path: '/users/1',
    address: '192.0.2.1',
    userAgent: 'curl/8',
    user: { id: '42', name: 'Ann' },
    tokenFingerprint: 'session:0123456789abcdef',
  },
  input: { path: 'params.id', excerpt: "1' OR '1'='1", transformations: ['trim'] },
  sink: { library: 'pg', api: 'Client.query', kind: 'sql' },
  span: { excerpt: "id = '1' OR '1'='1'", start: 7, end: 18 },
  location,
  stack: [location],
  advice: 'Pass the value as a parameter.',
  count: 1,
  drill: '0190a5c4-7a3e-7c00-8000-3f2a9d1c0b5e~1795000000',
};
const heartbeat: Whole<Heartbeat> = {
  version: 1,
  time: '2026-11-24T04:00:00.000Z',
  app: 'shop',
  environment: 'production',
  instance: 'host-1:42',
  nodeVersion: '24.21.0',
  guardVersion: '0.1.0',
  coverage: [
    {
      library: 'pg',
      version: '8.23.1',
      path: '/app',
      status: 'protected',
      layer: 'wire',
      cause: 'x',
    },
  ],
  exceptions: [
    {
      detection: 'sql-injection',
      route: '/reviews',
      input: 'body.text',
      until: '2027-01-31',
      used: 3,
    },
  ],
  counters: { faults: 0, inspections: 10, blocks: 1, turnedAway: 2, truncated: 0, lost: 0 },
  inventory: {
    parts: ['packages', 'routes', 'outbound', 'host'],
    platform: 'linux x64',
    host: 'web-1',
    pid: 42,
    startMode: 'import',
    startedAt: '2026-11-24T03:00:00.000Z',
    modes: { 'sql-injection': 'block' },
    exceptions: [{ route: '/admin/*', mode: 'monitor', detections: ['ssrf'] }],
    seesEsModules: true,
    packagesDigest: 'a1',
    packages: [{ name: 'pg', version: '8.23.1', place: 'node_modules/pg' }],
    routes: [{ method: 'GET', pattern: '/users/:id', count: 3, modes: { ssrf: 'off' } }],
    outbound: [{ host: 'db', port: 5432, library: 'postgresql', count: 1 }],
    leftOut: { packages: 0, routes: 1, outbound: 2 },
  },
};

const messages = [
  { title: 'finding', whole: finding, parse: parseFinding },
  { title: 'heartbeat', whole: heartbeat, parse: parseHeartbeat },
] as const;

for (const { title, whole, parse } of messages) {
  test(`a whole ${title} survives the journey unchanged`, () => {
    assert.deepEqual(parse(JSON.parse(JSON.stringify(whole))), whole);
  });

  test(`a ${title} without one of its required keys is refused, and the key is named`, () => {
    for (const key of Object.keys(whole)) {
      if (['request', 'location', 'drill', 'exceptions', 'inventory'].includes(key)) continue;
      const { [key]: _, ...rest } = whole as Record<string, unknown> & typeof whole;
      assert.throws(() => parse(rest), isError('CASTELLAN_WIRE_INVALID', key), key);
    }
  });

  test(`keys that a ${title} does not know are left out`, () => {
    assert.deepEqual(parse({ ...whole, later: 1, __proto__: { polluted: 1 } }), whole);
  });

  test(`a ${title} of a newer version is refused as such`, () => {
    const error = isError('CASTELLAN_WIRE_VERSION', `This ${title} has version 2`);
    assert.throws(() => parse({ ...whole, version: 2 }), error);
    assert.throws(() => parse({ version: 2, all: 'else differs' }), error);
  });

  test(`what is no ${title} is refused as such`, () => {
    for (const value of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      { ...whole, version: 0 },
      { ...whole, version: '2' },
    ]) {
      assert.throws(() => parse(value), isError('CASTELLAN_WIRE_INVALID', `not a ${title}`));
    }
  });
}

test('optional parts of a finding may be absent, but not undefined or null', () => {
  const { request: _request, location: _location, ...rest } = finding;
  assert.deepEqual(parseFinding(rest), rest);
  assert.throws(() => parseFinding({ ...rest, request: null }));
});

test('a finding of a guard that knows no users is read, and one of a later guard by a reader of today', () => {
  const { user: _user, tokenFingerprint: _token, ...earlier } = finding.request;
  assert.deepEqual(parseFinding({ ...finding, request: earlier }).request, earlier);
  const later = { ...finding.request, user: { ...finding.request.user, team: 'x' }, device: 'y' };
  assert.deepEqual(parseFinding({ ...finding, request: later }).request, finding.request);
});

test('text is taken up to its limit and refused past it', () => {
  const reason = 'x'.repeat(wireLimits.text);
  assert.equal(parseFinding({ ...finding, reason }).reason, reason);
  assert.throws(
    () => parseFinding({ ...finding, reason: `${reason}x` }),
    isError('CASTELLAN_WIRE_INVALID', 'reason'),
  );
});

test('a span outside its excerpt is refused', () => {
  for (const [start, end] of [
    [0, 4],
    [3, 2],
    [-1, 2],
  ]) {
    assert.throws(() => parseFinding({ ...finding, span: { excerpt: 'abc', start, end } }));
  }
  assert.ok(parseFinding({ ...finding, span: { excerpt: 'abc', start: 0, end: 3 } }));
});

test('a schema that yields other than its interface does not compile', () => {
  const check = exactly<{ readonly a: string }>();
  const schema = null as unknown as z.ZodType<{ readonly a: number }>;
  // @ts-expect-error: `a` is a number here.
  assert.equal(check(schema), null);
  const loose = null as unknown as z.ZodType<{ readonly a: string; readonly b?: string }>;
  // @ts-expect-error: the interface has no `b`.
  assert.equal(check(loose), null);
});

function isError(code: string, part: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof CastellanError && error.code === code && error.message.includes(part);
}
