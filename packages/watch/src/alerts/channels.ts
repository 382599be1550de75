import { type Selectable, sql } from 'kysely';
import type { AppScope } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { isNameTaken } from '../store/is-name-taken.ts';
import { newId } from '../store/new-id.ts';
import type { ChannelsTable, Store } from '../store/schema.ts';
import {
  knownSettings,
  readSettings,
  storedSettings,
  type Settings,
} from '../vault/secret-settings.ts';
import type { Done } from '../words/done.ts';
import type { AlertContext } from './alert-context.ts';
import type { ChannelRules } from './rules.ts';
import { notifierOf, placeOf } from './settings.ts';

export type ChannelRow = Omit<Selectable<ChannelsTable>, 'rules'> & {
  readonly rules: ChannelRules;
};

/** A channel with how it fares. */
export type ChannelState = ChannelRow & {
  readonly waiting: number;
  readonly gathered: number;
  readonly failed: number;
  readonly delivered_at: Date | null;
  /** Why the last try did not succeed; `null` once one did. */
  readonly problem: string | null;
};

export interface NewChannel {
  readonly name: string;
  readonly kind: string;
  readonly settings: Settings;
  readonly rules: ChannelRules;
}

export interface ChannelChange {
  readonly name?: string | undefined;
  readonly settings?: Settings | undefined;
  readonly rules?: ChannelRules | undefined;
  readonly isPaused?: boolean | undefined;
}

/** Whoever sees some apps only sees the channels that tell of these and no others. */
export async function listChannels(
  store: Store,
  { apps }: AppScope,
): Promise<readonly ChannelState[]> {
  const tellsOnlyOf =
    apps === undefined
      ? sql`true`
      : sql`c.rules->'apps' <> '[]' and c.rules->'apps' <@ ${JSON.stringify(apps)}::jsonb`;
  const { rows } = await sql<ChannelState>`
    select c.*, d.waiting, d.gathered, d.failed, d.delivered_at, l.problem
    from channels c
    left join lateral (
      select count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state = 'gathered')::int as gathered,
        count(*) filter (where state = 'failed')::int as failed,
        max(finished_at) filter (where state = 'delivered') as delivered_at
      from deliveries where channel_id = c.id
    ) d on true
    left join lateral (
      select problem from deliveries
      where channel_id = c.id and attempts > 0 order by coalesce(finished_at, now()) desc, id desc limit 1
    ) l on true
    where ${tellsOnlyOf} order by c.name`.execute(store);
  return rows;
}

export async function findChannel(store: Store, id: string): Promise<ChannelRow | undefined> {
  const row = await store
    .selectFrom('channels')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, rules: row.rules as ChannelRules };
}

export async function addChannel(
  { store, vault }: AlertContext,
  principal: Principal,
  { name, kind, settings, rules }: NewChannel,
): Promise<Done> {
  const notifier = notifierOf(kind);
  if (notifier === undefined) return { ok: false, problem: `There is no notifier ${kind}.` };
  const read = readSettings(notifier.settings, settings);
  if (!read.ok) return read;
  const id = newId();
  return store.transaction().execute(async (transaction) => {
    const problem = await misdirected(transaction, id, rules);
    if (problem !== undefined) return { ok: false, problem };
    const added = await transaction
      .insertInto('channels')
      .values({
        id,
        name,
        kind,
        ...storedSettings(vault, placeOf(id), read),
        rules: JSON.stringify(rules),
        created_by: principal.name,
        tokens: rules.quota.count,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added === undefined)
      return { ok: false, problem: 'There is a channel of this name.', isConflict: true };
    await record(transaction, principal, 'add channel', name, { id, kind });
    return { ok: true, id };
  });
}

/** `undefined` when there is no such channel. */
export async function changeChannel(
  { store, vault }: AlertContext,
  principal: Principal,
  id: string,
  { name, settings, rules, isPaused }: ChannelChange,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('channels')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    const notifier = found && notifierOf(found.kind);
    if (found === undefined || notifier === undefined) return undefined;
    const problem = rules && (await misdirected(transaction, id, rules));
    if (problem !== undefined) return { ok: false, problem };
    if (
      name !== undefined &&
      name !== found.name &&
      (await isNameTaken(transaction, 'channels', name))
    ) {
      return { ok: false, problem: 'There is a channel of this name.', isConflict: true };
    }
    const read =
      settings &&
      readSettings(notifier.settings, settings, knownSettings(vault, placeOf(id), found));
    if (read?.ok === false) return read;
    await transaction
      .updateTable('channels')
      .set({
        name: name ?? found.name,
        is_paused: isPaused ?? found.is_paused,
        ...(rules && { rules: JSON.stringify(rules) }),
        ...(read && storedSettings(vault, placeOf(id), read)),
      })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'change channel', name ?? found.name, {
      id,
      ...(settings && { settings: 'changed' }),
      ...(rules && { rules }),
      ...(isPaused !== undefined && { isPaused }),
    });
    return { ok: true, id };
  });
}

/** Takes a channel away, with its log. `undefined` when there is no such channel. */
export async function deleteChannel(
  store: Store,
  principal: Principal,
  id: string,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ name: string }>`
      select name from channels where rules->'escalation'->>'to' = ${id} limit 1`.execute(
      transaction,
    );
    const [from] = rows;
    if (from !== undefined) {
      const problem = `${from.name} escalates to it: change that first.`;
      return { ok: false, problem, isConflict: true };
    }
    const gone = await transaction
      .deleteFrom('channels')
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst();
    if (gone === undefined) return undefined;
    await record(transaction, principal, 'delete channel', gone.name, { id });
    return { ok: true, id };
  });
}

async function misdirected(
  store: Store,
  id: string,
  { escalation }: ChannelRules,
): Promise<string | undefined> {
  if (escalation === undefined) return undefined;
  if (escalation.to === id) return 'A channel cannot escalate to itself.';
  const found = await findChannel(store, escalation.to);
  return found === undefined ? 'The channel to escalate to does not exist.' : undefined;
}
