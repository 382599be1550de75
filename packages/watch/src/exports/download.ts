import type { Store } from '../store/schema.ts';
import { decodeCursor } from '../store/cursor.ts';
import { searchEvents, type StoredEvent } from '../events/list-events.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { SearchPlan } from '../events/plan-search.ts';
import type { ExportedEvent, ExportFormat } from './export-format.ts';

const rowsAtOnce = 500;

/** A stored row as formats take it. */
export function exported(row: StoredEvent, gazetteer: Gazetteer): ExportedEvent {
  return {
    id: row.id,
    at: row.at,
    receivedAt: row.received_at,
    incidentId: row.incident_id,
    appId: row.app_id,
    whereabouts: gazetteer.ofStored(row.country, row.asn),
    finding: row.finding,
  };
}

/** How events are written down, and how many at most. */
export interface Writing {
  readonly format: ExportFormat;
  readonly most: number;
  readonly gazetteer: Gazetteer;
}

/**
 * What was searched for as a file, the latest first, read in pages as fast as it is taken: memory
 * stays the same, however much it is. A failure in the middle breaks the answer off, so that nobody
 * takes half a file for a whole one.
 */
export async function* writtenEvents(
  store: Store,
  plan: SearchPlan,
  { format, most, gazetteer }: Writing,
): AsyncGenerator<Buffer, void, undefined> {
  if (format.head !== undefined) yield Buffer.from(format.head);
  let left = most;
  let next: string | undefined;
  do {
    const after = next === undefined ? undefined : decodeCursor(next);
    const page = await searchEvents(store, plan, Math.min(rowsAtOnce, left), after);
    if (page.items.length > 0) {
      yield Buffer.from(page.items.map((row) => format.write(exported(row, gazetteer))).join(''));
    }
    left -= page.items.length;
    next = page.next;
  } while (next !== undefined && left > 0);
  if (next === undefined || (await isEnd(store, plan, next))) return;
  const message = `Cut after ${most} events, the latest first: narrow the time to have the rest.`;
  yield Buffer.from(format.cut(message, new Date()));
}

/** A search may end in pages in which nothing is found any more: then nothing was cut. */
async function isEnd(store: Store, plan: SearchPlan, from: string): Promise<boolean> {
  let next: string | undefined = from;
  while (next !== undefined) {
    const page = await searchEvents(store, plan, 1, decodeCursor(next));
    if (page.items.length > 0) return false;
    next = page.next;
  }
  return true;
}
