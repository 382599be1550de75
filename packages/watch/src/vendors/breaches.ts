import { sql } from 'kysely';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store } from '../store/schema.ts';
import { storableText } from '../store/storable.ts';
import type { Breach } from './breach-feed.ts';

/** A breach of a vendor, and what became of it. */
export interface VendorBreach {
  readonly vendor_id: string;
  readonly name: string;
  readonly title: string;
  readonly breached_on: string | null;
  readonly added_at: Date | null;
  readonly data_classes: readonly string[];
  readonly is_news: boolean;
  readonly first_seen: Date;
  readonly handled_at: Date | null;
  readonly handled_by: string | null;
}

/** A breach that people are told of, and nobody has dealt with yet. */
export type OpenBreach = Pick<
  VendorBreach,
  'title' | 'breached_on' | 'data_classes' | 'first_seen'
> & {
  readonly vendor: string;
};

/**
 * Notes the breaches of vendors that are new to us. News are those that the feed took in after we
 * began to look, and after the vendor was noted: what is older is shown, and nobody is told.
 */
export async function noteBreaches(
  store: Store,
  breaches: readonly Breach[],
  since: Date,
): Promise<void> {
  const vendors = await store
    .selectFrom('vendors')
    .select(['id', 'domain', 'created_at'])
    .execute();
  const rows = vendors.flatMap((vendor) =>
    breaches
      .filter(({ domain }) => domain === vendor.domain)
      .map((breach) => ({
        vendor_id: vendor.id,
        name: storableText(breach.name),
        title: storableText(breach.title),
        breached_on: breach.breachedOn,
        added_at: breach.addedAt,
        data_classes: breach.dataClasses.map(storableText),
        is_news:
          breach.addedAt !== null && breach.addedAt > since && breach.addedAt > vendor.created_at,
      })),
  );
  if (rows.length === 0) return;
  await store
    .insertInto('vendor_breaches')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those that wait for somebody, the newest first. */
export async function openBreaches(store: Store): Promise<readonly OpenBreach[]> {
  const { rows } = await sql<OpenBreach>`
    select v.name as vendor, b.title, b.breached_on, b.data_classes, b.first_seen
    from vendor_breaches b join vendors v on v.id = b.vendor_id
    where b.is_news and b.handled_at is null order by b.first_seen desc, v.name, b.name`.execute(
    store,
  );
  return rows;
}

/** When the newest news was first seen, whatever became of it. */
export async function newestNews(store: Store): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(first_seen) as at from vendor_breaches where is_news`.execute(store);
  return rows[0]?.at ?? undefined;
}

/** Every breach of every vendor, the latest first. */
export async function listBreaches(store: Store): Promise<readonly VendorBreach[]> {
  return store
    .selectFrom('vendor_breaches')
    .selectAll()
    .orderBy('breached_on', (order) => order.desc().nullsLast())
    .orderBy('name')
    .execute();
}

/** Says that a breach is dealt with; its monitor looks anew. False when there is no such open one. */
export async function handleBreach(
  store: Store,
  principal: Principal,
  vendorId: string,
  name: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const handled = await transaction
      .updateTable('vendor_breaches')
      .set({ handled_at: sql<Date>`now()`, handled_by: principal.name })
      .where('vendor_id', '=', vendorId)
      .where('name', '=', name)
      .where('is_news', '=', true)
      .where('handled_at', 'is', null)
      .returning('title')
      .executeTakeFirst();
    if (handled === undefined) return false;
    await transaction
      .updateTable('monitors')
      .set({ next_at: sql<Date>`now()` })
      .where('kind', '=', 'vendor-breach')
      .execute();
    await record(transaction, principal, 'handle breach', handled.title, {
      vendor: vendorId,
      name,
    });
    return true;
  });
}
