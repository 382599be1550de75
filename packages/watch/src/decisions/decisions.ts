import type { Actor, Decision, Decisions } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';

export interface NewDecision {
  /** Undefined: for every app. */
  readonly appId: string | undefined;
  readonly actor: Actor;
  readonly reason: string;
  readonly end: Date;
  readonly includesCritical: boolean;
}

/** Blocks an actor until an end. In force as soon as this resolves; apps have it within ten seconds. */
export async function decide(
  store: Store,
  principal: Principal,
  decision: NewDecision,
): Promise<string> {
  const id = newId();
  const { appId, actor, reason, end, includesCritical } = decision;
  await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('decisions')
      .values({
        id,
        app_id: appId ?? null,
        action: 'block',
        actor_kind: actor.kind,
        actor_value: actor.value,
        reason,
        includes_critical: includesCritical,
        created_by: principal.name,
        ends_at: end,
      })
      .execute();
    await record(transaction, principal, 'decide', `block ${actor.value}`, {
      id,
      appId: appId ?? null,
      reason,
      end: end.toISOString(),
      includesCritical,
    });
    await raiseVersion(transaction);
  });
  return id;
}

/** Takes a decision back. False when there is none in force by that id. */
export async function undo(store: Store, principal: Principal, id: string): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const undone = await transaction
      .updateTable('decisions')
      .set({ undone_at: new Date(), undone_by: principal.name })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .where('ends_at', '>', sql<Date>`now()`)
      .returning('actor_value')
      .executeTakeFirst();
    if (undone === undefined) return false;
    await record(transaction, principal, 'undo decision', `block ${undone.actor_value}`, { id });
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
      action: 'block',
      actor: { kind: row.actor_kind === 'network' ? 'network' : 'address', value: row.actor_value },
      end: row.ends_at.toISOString(),
      includesCritical: row.includes_critical,
    })),
  };
}
