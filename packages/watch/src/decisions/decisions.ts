import type { Actor, Decision, DecisionAction, Decisions, RequestLimit } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import { isSeen } from '../people/app-scope.ts';
import { type Actor as Decider, record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { actorOf } from './list-decisions.ts';

export interface NewDecision {
  /** Undefined: for every app. */
  readonly appId: string | undefined;
  readonly action: DecisionAction;
  readonly actor: Actor;
  /** With `limit`, and only with it. */
  readonly limit?: RequestLimit | undefined;
  readonly reason: string;
  readonly end: Date;
  readonly includesCritical: boolean;
  /** The playbook that decided. */
  readonly playbookId?: string | undefined;
}

/** Decides about an actor until an end. In force as soon as this resolves; apps have it within ten seconds. */
export async function decide(
  store: Store,
  principal: Principal,
  decision: NewDecision,
): Promise<string> {
  return store
    .transaction()
    .execute(async (transaction) => (await decideAll(transaction, principal, [decision]))[0] ?? '');
}

/** The same about several at once, within a transaction: all of them or none. Returns their ids. */
export async function decideAll(
  transaction: StoreTransaction,
  decider: Decider,
  decisions: readonly NewDecision[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { appId, action, actor, limit, reason, end, ...more } of decisions) {
    const id = newId();
    ids.push(id);
    await transaction
      .insertInto('decisions')
      .values({
        id,
        app_id: appId ?? null,
        action,
        actor_kind: actor.kind,
        actor_value: actor.value,
        request_limit: limit === undefined ? null : JSON.stringify(limit),
        reason,
        includes_critical: more.includesCritical,
        created_by: decider.name,
        ends_at: end,
        playbook_id: more.playbookId ?? null,
      })
      .execute();
    await record(transaction, decider, 'decide', `${action} ${actor.value}`, {
      id,
      appId: appId ?? null,
      reason,
      end: end.toISOString(),
      includesCritical: more.includesCritical,
      ...(limit !== undefined && { limit }),
    });
  }
  if (ids.length > 0) await raiseVersion(transaction);
  return ids;
}

/** Takes a decision back. False when there is none in force by that id; one for every app needs sight of all. */
export async function undo(store: Store, principal: Principal, id: string): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const undone = await transaction
      .updateTable('decisions')
      .set({ undone_at: new Date(), undone_by: principal.name })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .where(isSeen(principal, 'app_id'))
      .where('ends_at', '>', sql<Date>`now()`)
      .returning(['action', 'actor_value'])
      .executeTakeFirst();
    if (undone === undefined) return false;
    const what = `${undone.action} ${undone.actor_value}`;
    await record(transaction, principal, 'undo decision', what, { id });
    await raiseVersion(transaction);
    return true;
  });
}

async function raiseVersion(store: Store): Promise<void> {
  const { version } = await store
    .updateTable('policy')
    .set((update) => ({ version: update('version', '+', 1) }))
    .returning('version')
    .executeTakeFirstOrThrow();
  await notify(store, [{ type: 'decision', policyVersion: version }]);
}

/** The decisions in force for an app, unless the asker has this version already. */
export async function decisionsFor(
  store: Store,
  appId: string,
  knownVersion: number | undefined,
): Promise<Decisions> {
  // The version first: a change between the two reads makes the asker come again, never stay behind.
  const { version } = await store.selectFrom('policy').select('version').executeTakeFirstOrThrow();
  if (version === knownVersion) return { policyVersion: version };
  const rows = await store
    .selectFrom('decisions')
    .selectAll()
    .where('undone_at', 'is', null)
    .where('ends_at', '>', sql<Date>`now()`)
    .where((where) => where.or([where('app_id', 'is', null), where('app_id', '=', appId)]))
    .orderBy('id')
    .execute();
  return {
    policyVersion: version,
    decisions: rows.map((row): Decision => ({
      id: row.id,
      action: row.action as DecisionAction,
      actor: actorOf(row),
      ...(row.request_limit !== null && { limit: row.request_limit }),
      end: row.ends_at.toISOString(),
      includesCritical: row.includes_critical,
    })),
  };
}
