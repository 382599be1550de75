import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import fc from 'fast-check';
import { Gazetteer } from '../gazetteer/gazetteer.ts';
import { caseGazetteer } from '../gazetteer/case-gazetteer.ts';
import { caseFinding, caseRequest, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { rollUp } from '../jobs/rollup.ts';
import { everyApp } from '../people/app-scope.ts';
import type { IngestScope } from '../people/tokens.ts';
import { caseServers } from '../store/case-store.ts';
import { decodeCursor } from '../store/cursor.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { listEvents } from './list-events.ts';
import { planSearch } from './plan-search.ts';
import { summariseEvents } from './summarise-events.ts';

const hourMs = 3_600_000;
const minutesApart = 7;

/** Findings that differ in everything that a query can ask about, one every seven minutes. */
function cases(): Finding[] {
  const of = <Value>(values: readonly Value[], index: number): Value =>
    values[index % values.length] as Value;
  const start = Date.now() - 60_000;
  return Array.from({ length: 120 }, (_, index) => {
    const address = of(['203.0.113.7', '203.0.113.200', '2a01:4f8::7', '8.8.8.8'], index);
    const user = of([{ id: 'ada' }, { id: 'a_da', name: 'A' }, undefined], index);
    const request = {
      ...caseRequest(address, of(['/users/:id', '/health', '/a%b'], index)),
      method: of(['GET', 'POST'], index),
      path: `/path/${index}`,
      ...(user !== undefined && { user }),
    };
    const excerpt = of(['1 UNION SELECT "x"', 'back\\slash', 'tab\tand ünï', '100%_sure'], index);
    return caseFinding({
      time: new Date(start - index * minutesApart * 60_000).toISOString(),
      detection: of(['sql-injection', 'path-traversal', 'ssrf', 'xss', 'sqlite'], index),
      severity: of(['critical', 'high', 'medium', 'low'] as const, Math.floor(index / 3)),
      disposition: of(['blocked', 'logged', 'allowed'] as const, Math.floor(index / 5)),
      input: { path: 'body', excerpt, transformations: [] },
      ...(index % 11 === 0 ? {} : { request }),
      ...(index % 11 === 0 && { request: undefined as never }),
    });
  });
}

/** Countries as npm has them; of autonomous systems one. */
async function gazetteer(): Promise<Gazetteer> {
  const { countries } = await caseGazetteer();
  const google = { asn: 15_169, name: 'Google LLC' };
  return new Gazetteer(countries, {
    source: 'a test',
    url: '',
    licence: '',
    builtAt: new Date(),
    systemOf: (address) => (address === '8.8.8.8' ? google : undefined),
    nameOf: () => undefined,
  });
}

for (const server of caseServers) {
  describe(`a search on ${server.name}`, { skip: server.missing ?? false }, () => {
    let open: OpenStore;
    let shop: IngestScope;
    let findings: readonly Finding[];

    before(async () => {
      open = await server.open();
      const partitions = new Partitions(open.store);
      shop = await caseScope(open.store, 'shop');
      findings = cases().map((finding) => JSON.parse(JSON.stringify(finding)) as Finding);
      const rows = caseRows(shop, findings, await gazetteer());
      // Half of it is in the hours, half waits to be.
      for (const some of [rows.slice(60), rows.slice(0, 60)]) {
        await storeDelivery(open.store, partitions, shop, { rows: some, heartbeats: [] });
        if (some.length === 60 && some[0] === rows[60]) await rollUp(open.store);
      }
      const other = await caseScope(open.store, 'billing');
      const unseen = caseRows(other, [caseFinding({ detection: 'nosql-injection' })]);
      await storeDelivery(open.store, partitions, other, { rows: unseen, heartbeats: [] });
    });
    after(() => open.close());

    async function found(query: string, limit = 200, apps?: readonly string[]): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = await listEvents(
          open.store,
          apps === undefined ? everyApp : { apps },
          { query },
          limit,
          cursor === undefined ? undefined : decodeCursor(cursor),
        );
        assert.ok(items.length <= limit);
        ids.push(...items.map(({ id }) => id));
        cursor = next;
      } while (cursor !== undefined);
      return ids;
    }

    /** Each term with what it means, said a second time in plain words. */
    const terms: readonly (readonly [string, (finding: Finding) => boolean])[] = [
      ['detection:ssrf', ({ detection }) => detection === 'ssrf'],
      ['detection:sql*', ({ detection }) => detection.startsWith('sql')],
      ['detection:*l*i*', ({ detection }) => /l.*i/.test(detection)],
      ['severity:>=high', ({ severity }) => ['critical', 'high'].includes(severity)],
      ['severity:>critical', () => false],
      ['disposition:blocked', ({ disposition }) => disposition === 'blocked'],
      ['route:/health', ({ request }) => request?.route === '/health'],
      ['route:/a%b', ({ request }) => request?.route === '/a%b'],
      ['route:/users/*', ({ request }) => request?.route?.startsWith('/users/') === true],
      [
        'route:"POST /health"',
        ({ request }) => `${request?.method} ${request?.route}` === 'POST /health',
      ],
      [
        'address:203.0.113.0/24',
        ({ request }) => request?.address?.startsWith('203.0.113.') === true,
      ],
      ['address:2a01:4f8::/32', ({ request }) => request?.address === '2a01:4f8::7'],
      ['address:8.8.8.8', ({ request }) => request?.address === '8.8.8.8'],
      ['country:us', ({ request }) => request?.address === '8.8.8.8'],
      ['country:DE', ({ request }) => request?.address === '2a01:4f8::7'],
      ['country:*', ({ request }) => /^8|^2a01/.test(request?.address ?? '')],
      ['country:FR', () => false],
      ['asn:15169', ({ request }) => request?.address === '8.8.8.8'],
      ['asn:as15169', ({ request }) => request?.address === '8.8.8.8'],
      ['asn:*', ({ request }) => request?.address === '8.8.8.8'],
      ['asn:1', () => false],
      ['address:*', ({ request }) => request?.address !== undefined],
      ['user:a_da', ({ request }) => request?.user?.id === 'a_da'],
      ['user:*', ({ request }) => request?.user !== undefined],
      ['method:POST', ({ request }) => request?.method === 'POST'],
      ['path:*/1*', ({ request }) => request?.path.includes('/1') === true],
      ['agent:CURL', ({ request }) => request !== undefined],
      ['app:shop', () => true],
      ['app:*ing', () => false],
      ['app:nobody', () => false],
      ['environment:test', () => true],
      ['"union select"', ({ input }) => input.excerpt.includes('UNION')],
      ['"select \\"x"', ({ input }) => input.excerpt.includes('UNION')],
      ['back*slash', ({ input }) => input.excerpt.includes('back')],
      ['"k\\\\s"', ({ input }) => input.excerpt.includes('k\\s')],
      ['"\tand ü"', ({ input }) => input.excerpt.includes('ü')],
      ['100%_', ({ input }) => input.excerpt.includes('100%_')],
      ['/path/7', ({ request }) => request?.path.includes('/path/7') === true],
      ['after:3h', ({ time }) => Date.parse(time) >= Date.now() - 3 * hourMs],
      ['before:5h', ({ time }) => Date.parse(time) < Date.now() - 5 * hourMs],
    ];

    test('finds exactly what fits, whatever terms are put together, page by page', async () => {
      type Part = { readonly query: string; readonly fits: (finding: Finding) => boolean };
      const term = fc.constantFrom(...terms).map(([query, fits]): Part => ({ query, fits }));
      const not = term.map(({ query, fits }): Part => ({
        query: `-${query}`,
        fits: (one) => !fits(one),
      }));
      const one = fc.oneof(term, term, not);
      const both = fc.tuple(one, one).map(([a, b]): Part => ({
        query: `${a.query} ${b.query}`,
        fits: (one) => a.fits(one) && b.fits(one),
      }));
      const either = fc.tuple(both, one).map(([a, b]): Part => ({
        query: `(${a.query} OR ${b.query})`,
        fits: (one) => a.fits(one) || b.fits(one),
      }));
      const neither = either.map(({ query, fits }): Part => ({
        query: `-${query}`,
        fits: (one) => !fits(one),
      }));
      const query = fc.tuple(fc.oneof(one, either, neither), one).map(([a, b]): Part => ({
        query: `app:shop ${a.query} ${b.query}`,
        fits: (one) => a.fits(one) && b.fits(one),
      }));
      for (const [query, fits] of terms) {
        assert.deepEqual(
          await found(`app:shop ${query}`),
          findings.filter(fits).map(({ id }) => id),
          query,
        );
      }
      await fc.assert(
        fc.asyncProperty(query, fc.constantFrom(1, 7, 200), async ({ query, fits }, limit) => {
          const expected = findings.filter(fits).map(({ id }) => id);
          if (expected.length / limit > 20) return;
          assert.deepEqual(await found(query, limit), expected, query);
        }),
        { numRuns: 80 },
      );
    });

    test('the summary counts what the search finds, by hour and by value', async () => {
      const queries = [
        'app:shop',
        'app:shop detection:sql* -route:/health',
        'app:shop address:203.0.113.0/24',
      ];
      for (const query of queries) {
        const ids = new Set(await found(query));
        const fitting = findings.filter(({ id }) => ids.has(id));
        const plan = await planSearch(open.store, everyApp, { query });
        const { hours, facets, countedBackTo } = await summariseEvents(open.store, plan);
        assert.equal(countedBackTo, undefined);
        const sum = hours.reduce((all, { blocked, logged }) => all + blocked + logged, 0);
        assert.equal(sum, fitting.length, query);
        const counted = (value: (finding: Finding) => string | undefined): unknown => {
          const counts = new Map<string, number>();
          for (const one of fitting) {
            const found = value(one);
            if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
          }
          return counts;
        };
        const told = (field: string): unknown => {
          const values = facets.find((facet) => facet.field === field)?.values ?? [];
          return new Map(values.map(({ value, events }) => [value, events] as const));
        };
        assert.deepEqual(
          told('detection'),
          counted(({ detection }) => detection),
          query,
        );
        assert.deepEqual(
          told('address'),
          counted(({ request }) => request?.address),
          query,
        );
        assert.deepEqual(
          told('user'),
          counted(({ request }) => request?.user?.id),
          query,
        );
        assert.deepEqual(
          told('route'),
          counted(({ request }) => request && `${request.method} ${request.route}`),
          query,
        );
      }
    });

    test('an app that the asker does not see is not there, whatever they ask', async () => {
      const seen = [shop.appId];
      assert.equal((await found('detection:nosql-injection')).length, 1);
      for (const query of [
        'detection:nosql-injection',
        'app:billing',
        'app:bill*',
        '-app:shop',
        '-app:x detection:nosql*',
      ]) {
        assert.deepEqual(await found(query, 200, seen), [], query);
      }
    });
  });
}
