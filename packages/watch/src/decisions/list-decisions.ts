import { type Actor, actorKinds, type ActorKind } from '@castellan/core';
import { type Selectable, sql } from 'kysely';
import { type AppScope, isSeenOrOfNone } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { DecisionsTable, Store } from '../store/schema.ts';
import { checkActor } from './critical.ts';

export type DecisionRow = Selectable<DecisionsTable>;

export interface DecisionFilter {
  readonly isInForce?: boolean | undefined;
  /** An address or a network, in any spelling: what was decided about it, or a network around it. */
  readonly actor?: string | undefined;
  /** What `actor` names; unless said, an address or a network. */
  readonly kind?: ActorKind | undefined;
  readonly action?: string | undefined;
}

/** Decisions, the latest first; those for every app are everybody's to see. */
export async function listDecisions(
  store: Store,
  scope: AppScope,
  { isInForce, actor, kind, action }: DecisionFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<DecisionRow>> {
  let query = store
    .selectFrom('decisions')
    .selectAll()
    .where(isSeenOrOfNone(scope, 'app_id'))
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('id', '<', after.key);
  const inForce = sql<boolean>`undone_at is null and ends_at > now()`;
  if (isInForce === true) query = query.where(inForce);
  if (isInForce === false) query = query.where(sql<boolean>`not (${inForce})`);
  if (action !== undefined) query = query.where('action', '=', action);
  if (kind !== undefined) query = query.where('actor_kind', '=', kind);
  if (actor !== undefined) query = query.where(about(actor, kind));
  return pageOf(await query.execute(), limit, ({ created_at, id }) => ({
    at: created_at,
    key: id,
  }));
}

/** A text that is no address finds nothing. */
function about(text: string, kind: ActorKind | undefined): ReturnType<typeof sql<boolean>> {
  if (kind === 'user' || kind === 'token') return sql<boolean>`actor_value = ${text}`;
  const checked = checkActor({ kind: text.includes('/') ? 'network' : 'address', value: text });
  if (!checked.ok) return sql<boolean>`false`;
  return around(checked.actor.value);
}

/** Which decisions are about an address, or a network around it; users and tokens are no addresses. */
function around(address: string): ReturnType<typeof sql<boolean>> {
  return sql<boolean>`case when actor_kind in ('address', 'network')
    then actor_value::inet >>= ${address}::inet else false end`;
}

/** Who a row is about. */
export function actorOf({
  actor_kind,
  actor_value,
}: Pick<DecisionRow, 'actor_kind' | 'actor_value'>): Actor {
  return { kind: actorKinds.find((kind) => kind === actor_kind) ?? 'address', value: actor_value };
}
