import type { Finding } from '@castellan/core';
import { sql } from 'kysely';
import type { AppScope } from '../people/app-scope.ts';
import { type Cursor, encodeCursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import { type EventFilter, planSearch, type SearchPlan } from './plan-search.ts';
import { joined, type Sql } from './query/compile.ts';
import { before, walkEvents } from './walk-events.ts';

/** A finding as it is stored. */
export interface StoredEvent {
  readonly id: string;
  readonly at: Date;
  readonly received_at: Date;
  readonly incident_id: string;
  readonly app_id: string;
  readonly country: string | null;
  readonly asn: number | null;
  /** The drill that made it. */
  readonly drill_id: string | null;
  readonly finding: Finding;
}

/** How long one page is looked for: what is not found by then is gone on with on the next. */
const patienceMs = 150;

/** A page of what was found. It may be short, even empty, and yet not be the last. */
export interface SearchedPage extends Page<StoredEvent> {
  /** Set where it was not looked through to the end: everything later than this has been. */
  readonly searchedBackTo?: Date;
}

/** Findings, the latest first. */
export async function listEvents(
  store: Store,
  scope: AppScope,
  filter: EventFilter,
  limit: number,
  after?: Cursor,
): Promise<SearchedPage> {
  return searchEvents(store, await planSearch(store, scope, filter), limit, after);
}

/** One page of a search; `next` leads on. Each page takes a bounded time, whatever is asked for. */
export async function searchEvents(
  store: Store,
  plan: SearchPlan,
  limit: number,
  after?: Cursor,
): Promise<SearchedPage> {
  if (plan.fits === undefined) {
    const times = [
      ...(plan.from === undefined ? [] : [sql<boolean>`at >= ${plan.from}`]),
      ...(plan.until === undefined ? [] : [sql<boolean>`at < ${plan.until}`]),
      ...(after === undefined ? [] : [before(after)]),
    ];
    const rows = await readEvents(store, joined([plan.base, ...times], 'and'), limit + 1);
    return pageOf(rows, limit, ({ at, id }) => ({ at, key: id }));
  }
  const deadline = performance.now() + patienceMs;
  const found: StoredEvent[] = [];
  let end: Cursor | undefined;
  for await (const stretch of walkEvents(store, plan, after)) {
    if (end !== undefined && performance.now() > deadline) {
      return { items: found, next: encodeCursor(end), searchedBackTo: end.at };
    }
    const where = joined([stretch.where, plan.fits], 'and');
    found.push(...(await readEvents(store, where, limit + 1 - found.length)));
    if (found.length > limit) return pageOf(found, limit, ({ at, id }) => ({ at, key: id }));
    end = stretch.end;
  }
  return { items: found };
}

async function readEvents(store: Store, where: Sql, limit: number): Promise<StoredEvent[]> {
  return store
    .selectFrom('events')
    .select([
      'id',
      'at',
      'received_at',
      'incident_id',
      'app_id',
      'country',
      'asn',
      'drill_id',
      'finding',
    ])
    .where(where)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
