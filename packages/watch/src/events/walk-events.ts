import { sql } from 'kysely';
import type { Cursor } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import type { SearchPlan } from './plan-search.ts';
import { joined, type Sql } from './query/compile.ts';

export const hourMs = 3_600_000;
const firstRows = 1_000;
const mostRows = 40_000;
const hoursAtOnce = 500;
const lowestId = '00000000-0000-0000-0000-000000000000';

/** A stretch of the events that an index finds, with at most a known number of them in it. */
export interface Stretch {
  readonly where: Sql;
  /** Where the next one begins; everything later has been looked at. */
  readonly end: Cursor;
}

/**
 * Walks over what may fit, the latest first, in stretches that grow as long as they are quickly looked
 * through. Whoever takes them stops when enough was found or the time is over; both are known then.
 */
export async function* walkEvents(
  store: Store,
  plan: SearchPlan,
  after: Cursor | undefined,
): AsyncGenerator<Stretch> {
  let rows = firstRows;
  for await (const { from, until } of spansOf(store, plan, after?.at)) {
    let begin =
      after !== undefined && (until === undefined || after.at < until) ? after : undefined;
    for (;;) {
      const within = joined([plan.base, ...bounds(from, until, begin)], 'and');
      const edge = await edgeOf(store, within, rows);
      const started = performance.now();
      if (edge === undefined) {
        if (from === undefined) {
          yield { where: within, end: { at: new Date(0), key: lowestId } };
          return;
        }
        yield { where: within, end: { at: from, key: lowestId } };
        break;
      }
      yield { where: joined([within, notBefore(edge)], 'and'), end: edge };
      begin = edge;
      const factor = Math.min(4, Math.max(0.25, 40 / (performance.now() - started)));
      rows = Math.min(mostRows, Math.ceil(rows * factor));
    }
  }
}

/** The last of the next `rows` events; `undefined` when there are not as many. */
async function edgeOf(store: Store, within: Sql, rows: number): Promise<Cursor | undefined> {
  const edge = await store
    .selectFrom('events')
    .select(['at', 'id'])
    .where(within)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .offset(rows - 1)
    .limit(1)
    .executeTakeFirst();
  return edge && { at: edge.at, key: edge.id };
}

/** Named by time too, which leaves out whole days. */
export function before({ at, key }: Cursor): Sql {
  return sql<boolean>`(at <= ${at} and (at, id) < (${at}, ${key}::uuid))`;
}

function notBefore({ at, key }: Cursor): Sql {
  return sql<boolean>`(at >= ${at} and (at, id) >= (${at}, ${key}::uuid))`;
}

function bounds(from: Date | undefined, until: Date | undefined, begin: Cursor | undefined): Sql[] {
  return [
    ...(from === undefined ? [] : [sql<boolean>`at >= ${from}`]),
    ...(until === undefined ? [] : [sql<boolean>`at < ${until}`]),
    ...(begin === undefined ? [] : [before(begin)]),
  ];
}

interface Span {
  readonly from: Date | undefined;
  readonly until: Date | undefined;
}

/** The whole time that is asked for, or the hours of it in which something may fit. */
async function* spansOf(
  store: Store,
  { hours, isWithinHours, from, until }: SearchPlan,
  after: Date | undefined,
): AsyncGenerator<Span> {
  if (!isWithinHours) {
    yield { from, until };
    return;
  }
  // An hour that holds the place where the last page ended is gone on with.
  let last = after === undefined ? undefined : new Date(Number(after) + 1);
  if (until !== undefined && (last === undefined || until < last)) last = until;
  for (;;) {
    const found = await hoursBefore(store, hours, from, last);
    for (const span of spansOfHours(found)) {
      yield {
        from: from !== undefined && from > span.from ? from : span.from,
        until: last !== undefined && last < span.until ? last : span.until,
      };
    }
    last = found.at(-1);
    if (found.length < hoursAtOnce) return;
  }
}

async function hoursBefore(
  store: Store,
  hours: Sql,
  from: Date | undefined,
  last: Date | undefined,
): Promise<readonly Date[]> {
  const when = joined(
    [
      hours,
      ...(from === undefined ? [] : [sql<boolean>`hour > ${new Date(Number(from) - hourMs)}`]),
      ...(last === undefined ? [] : [sql<boolean>`hour < ${last}`]),
    ],
    'and',
  );
  const { rows } = await sql<{ hour: Date }>`
    select hour from event_hours where ${when}
    union select hour from rollup_pending where ${when}
    order by hour desc limit ${hoursAtOnce}`.execute(store);
  return rows.map(({ hour }) => hour);
}

/** Hours that follow on each other are one stretch. */
function spansOfHours(hours: readonly Date[]): { from: Date; until: Date }[] {
  const spans: { from: Date; until: Date }[] = [];
  for (const hour of hours) {
    const span = spans.at(-1);
    if (span !== undefined && Number(span.from) - Number(hour) === hourMs) span.from = hour;
    else spans.push({ from: hour, until: new Date(Number(hour) + hourMs) });
  }
  return spans;
}
