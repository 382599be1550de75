import { createHmac } from 'node:crypto';
import {
  drillMark,
  drillMessage,
  drillParameter,
  mostDrillProofs,
  writeDrillValue,
} from '@castellan/core';
import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';

/** How long guard believes a mark: enough for a slow request and clocks that differ a little. */
const markSeconds = 900;
const proofChars = 32;

/** What goes into the query of a drill's request, not encoded. */
export interface DrillRequest {
  readonly parameter: string;
  readonly value: string;
}

/** `undefined` where the app has no ingest token: then no guard could report. */
export async function drillRequest(
  store: Store,
  appId: string,
  id: string,
): Promise<DrillRequest | undefined> {
  const tokens = await store
    .selectFrom('tokens')
    .select('hash')
    .where('kind', '=', 'ingest')
    .where('app_id', '=', appId)
    .where('revoked_at', 'is', null)
    .orderBy(sql`used_at desc nulls last`)
    .limit(mostDrillProofs)
    .execute();
  if (tokens.length === 0) return undefined;
  const mark = markOf(id);
  const proofs = tokens.map(({ hash }) =>
    createHmac('sha256', hash.toString('hex'))
      .update(drillMessage(mark))
      .digest('hex')
      .slice(0, proofChars),
  );
  return { parameter: drillParameter, value: writeDrillValue({ mark, proofs }) };
}

export function markOf(id: string): string {
  return drillMark(id, Math.floor(Date.now() / 1_000) + markSeconds);
}

/** The app's address with the drill in its query. */
export function urlWith(target: string, { parameter, value }: DrillRequest): string {
  const url = new URL(target);
  url.searchParams.set(parameter, value);
  return url.href;
}
