import type { Network } from '@castellan/core';
import { type Selectable, sql } from 'kysely';
import { checkActor } from '../decisions/critical.ts';
import { teamNetworks } from '../decisions/critical-networks.ts';
import { decideAll } from '../decisions/decisions.ts';
import { type AppScope, isSeen, seesAll } from '../people/app-scope.ts';
import type { Principal } from '../people/principal.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import { networkOfSql } from '../store/network-sql.ts';
import type { CampaignsTable, Store } from '../store/schema.ts';

/** Fewer addresses that attack alike are no campaign. */
const leastAddresses = 3;
/** So many of one network, and the network is what to decide about. */
const leastOfNetwork = 3;
const mostActors = 200;

export type CampaignRow = Selectable<CampaignsTable> & { readonly app: string };

/** Campaigns, the most recently active first. */
export async function listCampaigns(
  store: Store,
  scope: AppScope,
  filter: { readonly appId?: string | undefined; readonly address?: string | undefined },
  limit: number,
  after?: Cursor,
): Promise<Page<CampaignRow>> {
  let query = campaignRows(store)
    .where('c.addresses', '>=', leastAddresses)
    .where(isSeen(scope, 'c.app_id'))
    .orderBy('c.last_seen', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1);
  const { appId, address } = filter;
  if (appId !== undefined) query = query.where('c.app_id', '=', appId);
  if (address !== undefined) {
    query = query.where(
      sql<boolean>`c.id in (select campaign_id from incidents where actor = ${address})`,
    );
  }
  if (after !== undefined) {
    query = query.where(sql<boolean>`(c.last_seen, c.id) < (${after.at}, ${after.key}::uuid)`);
  }
  return pageOf(await query.execute(), limit, ({ last_seen, id }) => ({ at: last_seen, key: id }));
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- kysely's own type is unreadable written out
const campaignRows = (store: Store) =>
  store
    .selectFrom('campaigns as c')
    .innerJoin('apps as a', 'a.id', 'c.app_id')
    .selectAll('c')
    .select('a.name as app');

/** An actor of a campaign that a decision is suggested about. */
interface Suspect {
  readonly kind: 'address' | 'network';
  readonly value: string;
  readonly addresses: number;
  readonly events: number;
  /** One of the team's, or an inner one: not decided about. */
  readonly isCritical: boolean;
  /** A block is in force about it, or about a network around it. */
  readonly isBlocked: boolean;
}

/** What addresses of a campaign share, and whom to keep out. */
export interface CampaignDetails {
  readonly campaign: CampaignRow;
  readonly routes: readonly string[];
  readonly events: number;
  readonly blocked: number;
  readonly suspects: readonly Suspect[];
  readonly moreAddresses: number;
}

interface AddressSum {
  readonly address: string;
  readonly network: string;
  readonly events: number;
  readonly blocked: number;
  readonly is_blocked: boolean;
}

/** `undefined` when there is no such campaign. */
export async function findCampaign(
  store: Store,
  scope: AppScope,
  id: string,
): Promise<CampaignDetails | undefined> {
  const campaign = await campaignRows(store)
    .where('c.id', '=', id)
    .where(isSeen(scope, 'c.app_id'))
    .executeTakeFirst();
  if (campaign === undefined) return undefined;
  const [{ rows }, { rows: routes }, networks] = await Promise.all([
    sql<AddressSum>`
      select s.*, exists (
        select from decisions where undone_at is null and ends_at > now() and action = 'block'
          and (app_id is null or app_id = ${campaign.app_id})
          and case when actor_kind in ('address', 'network') then actor_value::inet >>= s.address::inet else false end
      ) as is_blocked
      from (
        select actor as address, sum(events)::float8 as events, sum(blocked)::float8 as blocked,
          ${networkOfSql(sql`actor`)} as network
        from incidents where campaign_id = ${id} group by actor order by sum(events) desc limit 1000) s`.execute(
      store,
    ),
    sql<{ route: string }>`
      select distinct route from incidents where campaign_id = ${id} order by route limit 20`.execute(
      store,
    ),
    teamNetworks(store),
  ]);
  const suspects = suspectsOf(rows, networks);
  return {
    campaign,
    routes: routes.map(({ route }) => route),
    events: rows.reduce((sum, { events }) => sum + events, 0),
    blocked: rows.reduce((sum, { blocked }) => sum + blocked, 0),
    suspects: suspects.slice(0, mostActors),
    moreAddresses: suspects.slice(mostActors).reduce((sum, { addresses }) => sum + addresses, 0),
  };
}

/** Networks that hold several of the addresses stand for them; the others stand for themselves. */
function suspectsOf(rows: readonly AddressSum[], teams: readonly Network[]): readonly Suspect[] {
  const groups = new Map<string, AddressSum[]>();
  for (const row of rows) groups.set(row.network, [...(groups.get(row.network) ?? []), row]);
  const suspects = [...groups].flatMap(([network, own]) => {
    const parts = own.length >= leastOfNetwork ? [own] : own.map((one) => [one]);
    return parts.map((part): Suspect => {
      const kind = own.length >= leastOfNetwork ? 'network' : 'address';
      const checked = checkActor(
        { kind, value: kind === 'network' ? network : (part[0]?.address ?? '') },
        teams,
      );
      return {
        kind,
        value: checked.ok ? checked.actor.value : network,
        addresses: part.length,
        events: part.reduce((sum, { events }) => sum + events, 0),
        isCritical: !checked.ok || checked.isCritical,
        isBlocked: part.every(({ is_blocked }) => is_blocked),
      };
    });
  });
  return suspects.toSorted((a, b) => b.addresses - a.addresses || b.events - a.events);
}

/**
 * Blocks whom the campaign comes from, all at once: in every app, or in the campaign's when the asker
 * sees some only. The ids of the decisions; `undefined` when there is no such campaign.
 */
export async function blockCampaign(
  store: Store,
  principal: Principal,
  id: string,
  { reason, end }: { readonly reason: string; readonly end: Date },
): Promise<readonly string[] | undefined> {
  const found = await findCampaign(store, principal, id);
  if (found === undefined) return undefined;
  const wanted = found.suspects.filter(({ isCritical, isBlocked }) => !isCritical && !isBlocked);
  return store.transaction().execute((transaction) =>
    decideAll(
      transaction,
      principal,
      wanted.map(({ kind, value }) => ({
        appId: seesAll(principal) ? undefined : found.campaign.app_id,
        action: 'block',
        actor: { kind, value },
        reason,
        end,
        includesCritical: false,
      })),
    ),
  );
}
