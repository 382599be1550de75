import type { Actor } from '@castellan/core';
import { sql } from 'kysely';
import { checkActor } from '../decisions/critical.ts';
import { teamNetworks } from '../decisions/critical-networks.ts';
import { decideAll } from '../decisions/decisions.ts';
import { notify } from '../live/notices.ts';
import { queueOtherNews } from '../outbox/outbox.ts';
import { system } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { Playbook } from './playbooks.ts';

/** Why a playbook fires for somebody. */
export interface Cause {
  /** A monitor is no actor: people are told of it, and that is all. */
  readonly actor: Actor | { readonly kind: 'monitor'; readonly value: string };
  readonly explanation: string;
  readonly appIds: readonly string[];
}

/** First number of the playbooks' advisory locks; the second is made of playbook and actor. */
const fireLock = 7_277_008;

/**
 * Acts on an actor: the decision, what is told of it and the record of both are one transaction. Not
 * again for the same actor within the window, nor while what it decided is in force. True when it fired.
 */
export async function fire(store: Store, playbook: Playbook, cause: Cause): Promise<boolean> {
  const { actor, explanation, appIds } = cause;
  const appId = appIds.length === 1 ? (appIds[0] ?? null) : null;
  // An id of a user means somebody in its app only.
  const ofApp = actor.kind === 'user' ? appId : null;
  const key = [playbook.id, actor.kind, actor.value, ofApp].filter(Boolean).join(' ');
  return store.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${fireLock}, hashtext(${key}))`.execute(transaction);
    if (await hasFired(transaction, playbook, actor, ofApp)) return false;
    const id = newId();
    const { decisionId, spared } = await act(transaction, playbook, cause, ofApp);
    await transaction
      .insertInto('playbook_firings')
      .values({
        id,
        playbook_id: playbook.id,
        app_id: appId,
        actor_kind: actor.kind,
        actor_value: actor.value,
        explanation,
        decision_id: decisionId ?? null,
        spared: spared ?? null,
      })
      .execute();
    const { tells } = playbook.rule;
    if (tells !== undefined) {
      await queueOtherNews(transaction, 'opened', {
        subject: `playbook ${key}`,
        severity: tells,
        title: `${playbook.name}: ${actor.value}`,
        text: explanation,
        facts: [{ name: 'Done', value: spared ?? doneBy(playbook) }],
        path: `/playbooks/${playbook.id}`,
        ...(appId !== null && { appId }),
      });
    }
    await notify(transaction, [{ type: 'playbook', id: playbook.id }]);
    return true;
  });
}

function doneBy({ rule: { action, actionSeconds } }: Playbook): string {
  return action === 'notify' ? 'people are told' : `${action} for ${actionSeconds} seconds`;
}

async function hasFired(
  transaction: StoreTransaction,
  { id, rule: { windowSeconds } }: Playbook,
  { kind, value }: Cause['actor'],
  ofApp: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    select from playbook_firings f left join decisions d on d.id = f.decision_id
    where f.playbook_id = ${id} and f.actor_kind = ${kind} and f.actor_value = ${value}
      and (${ofApp}::uuid is null or f.app_id = ${ofApp}::uuid)
      and (f.at > now() - make_interval(secs => ${windowSeconds}) or (d.undone_at is null and d.ends_at > now()))
    limit 1`.execute(transaction);
  return rows.length > 0;
}

interface Acted {
  readonly decisionId?: string | undefined;
  /** Why nothing was decided. */
  readonly spared?: string | undefined;
}

async function act(
  transaction: StoreTransaction,
  playbook: Playbook,
  { actor, explanation }: Cause,
  ofApp: string | null,
): Promise<Acted> {
  const { action, limit, actionSeconds, apps } = playbook.rule;
  if (action === 'notify' || actor.kind === 'monitor') return {};
  const checked = checkActor(actor, await teamNetworks(transaction));
  if (!checked.ok) return { spared: checked.problem };
  if (checked.isCritical)
    return { spared: 'A critical address: a playbook never decides about it.' };
  const standing = await standingAbout(transaction, checked.actor, ofApp);
  if (standing.has('allow')) return { spared: 'A person decided to allow it.' };
  if (standing.has('block')) return { spared: 'It is blocked already.' };
  const [decisionId] = await decideAll(
    transaction,
    { ...system, name: `playbook ${playbook.name}` },
    [
      {
        appId: ofApp ?? (apps.length === 1 ? apps[0] : undefined),
        action,
        actor: checked.actor,
        limit,
        reason: explanation.slice(0, 200),
        end: new Date(Date.now() + actionSeconds * 1_000),
        includesCritical: false,
        playbookId: playbook.id,
      },
    ],
  );
  return { decisionId };
}

/** What is in force about the actor, or about a network around it. */
async function standingAbout(
  transaction: StoreTransaction,
  { kind, value }: Actor,
  ofApp: string | null,
): Promise<ReadonlySet<string>> {
  const isAddress = kind === 'address' || kind === 'network';
  const about = isAddress
    ? sql`case when actor_kind in ('address', 'network') then actor_value::inet >>= ${value}::inet else false end`
    : sql`actor_kind = ${kind} and actor_value = ${value}
        and (${ofApp}::uuid is null or app_id is null or app_id = ${ofApp}::uuid)`;
  const { rows } = await sql<{ action: string }>`
    select distinct action from decisions where undone_at is null and ends_at > now() and ${about}`.execute(
    transaction,
  );
  return new Set(rows.map(({ action }) => action));
}
