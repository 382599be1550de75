import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { prepared } from '../store/prepared.ts';
import { logForForwarding } from '../store/forward-log.ts';
import type { Store } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';

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
  await logForForwarding(
    transaction,
    'incident',
    told.map(({ id, news }) => ({ ref: id, cause: news })),
  );
  await sql`${prepared}
    insert into outbox (incident_id, cause)
    select n.* from unnest(${told.map(({ id }) => id)}::uuid[], ${told.map(({ news }) => news)}::text[]) as n
    where exists (select from channels where not is_paused)`.execute(transaction);
}

/** What can happen to anything else: work is given to somebody, its time has come, or is over. */
export type OtherCause = IncidentNews | 'assigned' | 'due' | 'overdue';

/** Something else than an incident that people are told of. */
export interface OtherNews {
  /** What it is about: news of the same thing share it. */
  readonly subject: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Of the console's page that shows it. */
  readonly path: string;
  /** The app that it is about, where it is about one. */
  readonly appId?: string;
}

/** The same for anything else; nothing when there is no news. */
export async function queueOtherNews(
  transaction: Store,
  cause: OtherCause | undefined,
  news: OtherNews,
): Promise<void> {
  if (cause === undefined) return;
  await sql`
    insert into outbox (cause, alert) select ${cause}, ${storableJson(news)}::jsonb
    where exists (select from channels where not is_paused)`.execute(transaction);
}
