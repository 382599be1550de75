import * as bodies from './load/bodies.ts';
import { requestBytes } from './load/request-bytes.ts';

/** One app under one kind of traffic. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** File in `apps/`. */
  readonly app: string;
  /** The requests, sent in turn, again and again. */
  readonly requests: () => readonly Buffer[];
  /** Greatest CPU ratio that DESIGN §4 allows, by major version of Node; `other` for the rest. */
  readonly budget?: Readonly<Record<string, number>>;
  /**
   * Requests that each process serves before it is measured, whatever time that takes: until then V8
   * is still compiling, and by time alone a busy machine would be measured in the middle of it.
   */
  readonly warmUpRequests?: number;
  /** True when guard must answer every request with a 403. */
  readonly isAttack?: boolean;
  /** True when latency is measured as well, in an open loop. */
  readonly withLatency?: boolean;
}

function times(count: number, make: (index: number) => Buffer): Buffer[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const list = (i: number): Buffer =>
  requestBytes(`/products?category=category-${i % 50}&page=${(i % 4) + 1}&limit=20`);
const byId = (i: number): Buffer => requestBytes(`/products/${((i * 37) % 4_999) + 1}`);
const create = (i: number): Buffer => requestBytes('/orders', bodies.orderBody(i));
const search = (i: number): Buffer =>
  requestBytes(`/search?q=${encodeURIComponent(`${(i * 7) % 500} of oak & steel`)}&sort=-price`);
const mixed = [list, byId, byId, create, search];

const database = 'express-pg.js';

export const scenarios: readonly Scenario[] = [
  {
    name: 'express-pg',
    title: 'Express 5 + pg, mixed',
    app: database,
    requests: () => times(500, (i) => mixed[i % mixed.length]!(i)),
    budget: { 20: 1.1, other: 1.05 },
    warmUpRequests: 8_000,
    withLatency: true,
  },
  {
    name: 'bulk',
    title: '500 inputs × 20 statements',
    app: database,
    requests: () => times(20, (i) => requestBytes('/bulk', bodies.itemsBody(i, 500))),
    budget: { other: 1.3 },
  },
  {
    name: 'bulk-fresh',
    title: '500 inputs × 20 statements never seen before',
    app: database,
    requests: () => times(20, (i) => requestBytes('/bulk-fresh', bodies.itemsBody(i, 500))),
    budget: { other: 1.3 },
  },
  {
    name: 'body-100kb',
    title: '100 KB JSON, no sink',
    app: database,
    requests: () => times(5, (i) => requestBytes('/count', bodies.rowsBody(i))),
    budget: { other: 1.1 },
  },
  {
    name: 'fastify-hello',
    title: 'Fastify 5 hello',
    app: 'fastify-hello.js',
    requests: () => [requestBytes('/')],
    budget: { other: 1.25 },
    withLatency: true,
  },
  {
    name: 'express-hello',
    title: 'Express 5 hello',
    app: 'express-hello.js',
    requests: () => [requestBytes('/')],
    budget: { other: 1.25 },
  },
  {
    name: 'outbound',
    title: 'outbound fetch',
    app: database,
    requests: () => times(100, (i) => requestBytes(`/outbound?sku=SKU-${i}`)),
  },
  {
    name: 'files',
    title: 'file read and static file',
    app: database,
    requests: () =>
      times(60, (i) =>
        requestBytes(`/${i % 2 === 0 ? 'files' : 'static'}/page-${(i % 3) + 1}.html`),
      ),
  },
  {
    name: 'attack',
    title: 'SQL injection, every request',
    app: database,
    requests: () =>
      times(100, (i) => requestBytes(`/vulnerable?name=${encodeURIComponent(`x${i}' OR '1'='1`)}`)),
    isAttack: true,
  },
  {
    name: 'hostile-keys',
    title: 'hostile: 10,000 keys',
    app: database,
    requests: () => [requestBytes('/any', bodies.manyKeysBody())],
    budget: { other: 3 },
  },
  {
    name: 'hostile-depth',
    title: 'hostile: nested 10,000 deep',
    app: database,
    requests: () => [requestBytes('/any', bodies.deepBody())],
    budget: { other: 3 },
  },
  {
    name: 'hostile-repeats',
    title: 'hostile: 100 KB of repeats',
    app: database,
    requests: () => [requestBytes('/any', bodies.repeatsBody())],
    budget: { other: 3 },
  },
];

/** The budget of a scenario on one version of Node; undefined when DESIGN names none. */
export function budgetOf({ budget }: Scenario, nodeMajor: number): number | undefined {
  return budget?.[nodeMajor] ?? budget?.['other'];
}
