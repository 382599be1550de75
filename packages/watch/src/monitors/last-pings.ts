import type { Store } from '../store/schema.ts';

export const pingKinds = ['backup', 'restore'] as const;
export type PingKind = (typeof pingKinds)[number];

/** The latest pings of a kind, the latest first. */
export async function lastPings(
  store: Store,
  id: string,
  kind: PingKind,
  count: number,
): Promise<readonly { readonly at: Date; readonly bytes: number | undefined }[]> {
  const rows = await store
    .selectFrom('monitor_pings')
    .select(['at', 'bytes'])
    .where('monitor_id', '=', id)
    .where('kind', '=', kind)
    .orderBy('at', 'desc')
    .limit(count)
    .execute();
  return rows.map(({ at, bytes }) => ({ at, bytes: bytes === null ? undefined : Number(bytes) }));
}
