import { type Selectable, sql } from 'kysely';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { DecisionsTable, Store } from '../store/schema.ts';
import { checkActor } from './critical.ts';

export type DecisionRow = Selectable<DecisionsTable>;

export interface DecisionFilter {
  readonly isInForce?: boolean | undefined;
  /** An address or a network, in any spelling: what was decided about it, or a network around it. */
  readonly actor?: string | undefined;
}

/** Decisions, the latest first. */
export async function listDecisions(
  store: Store,
  { isInForce, actor }: DecisionFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<DecisionRow>> {
  let query = store
    .selectFrom('decisions')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('id', '<', after.key);
  const inForce = sql<boolean>`undone_at is null and ends_at > now()`;
  if (isInForce === true) query = query.where(inForce);
  if (isInForce === false) query = query.where(sql<boolean>`not (${inForce})`);
  if (actor !== undefined) query = query.where(about(actor));
  return pageOf(await query.execute(), limit, ({ created_at, id }) => ({
    at: created_at,
    key: id,
  }));
}

/** A text that is no address finds nothing. */
function about(text: string): ReturnType<typeof sql<boolean>> {
  const checked = checkActor({ kind: text.includes('/') ? 'network' : 'address', value: text });
  if (!checked.ok) return sql<boolean>`false`;
  return sql<boolean>`actor_value::inet >>= ${checked.actor.value}::inet`;
}
