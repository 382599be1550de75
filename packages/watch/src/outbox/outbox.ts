import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';

/** What can happen to an incident that people are told. */
export type IncidentNews = 'opened' | 'worse' | 'reopened' | 'resolved';

/**
 * Puts down what people are to be told, in the transaction in which it happens: when that commits,
 * no crash can lose it any more. Nothing while there is no channel to tell it on.
 */
export async function queueNews(
  transaction: Store,
  items: readonly { readonly id: string; readonly news: IncidentNews | undefined }[],
): Promise<void> {
  const told = items.filter(({ news }) => news !== undefined);
  if (told.length === 0) return;
  await sql`
    insert into outbox (incident_id, cause)
    select n.* from unnest(${told.map(({ id }) => id)}::uuid[], ${told.map(({ news }) => news)}::text[]) as n
    where exists (select from channels where not is_paused)`.execute(transaction);
}
