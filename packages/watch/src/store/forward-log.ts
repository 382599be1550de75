import { sql } from 'kysely';
import type { ForwardSource } from './forward-schema.ts';
import { prepared } from './prepared.ts';
import type { Store } from './schema.ts';
import { storableJson } from './storable.ts';

/** One thing to be sent on. */
export interface Forwardable {
  readonly ref: string;
  readonly at?: Date | undefined;
  readonly cause?: string | undefined;
}

/**
 * Puts down what destinations are to be sent, in the transaction that stores it, so that no crash loses it.
 * Nothing while no destination wants it.
 */
export async function logForForwarding(
  store: Store,
  source: ForwardSource,
  items: readonly Forwardable[],
): Promise<void> {
  if (items.length === 0) return;
  await sql`${prepared}
    insert into forward_log (source, ref, at, cause)
    select ${source}, n.* from json_to_recordset(${storableJson(items)}::json) as n (ref uuid, at timestamptz, cause text)
    where exists (select from destinations where ${source} = any(sources))`.execute(store);
}
