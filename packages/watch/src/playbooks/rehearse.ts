import { sql } from 'kysely';
import { checkActor } from '../decisions/critical.ts';
import { teamNetworks } from '../decisions/critical-networks.ts';
import type { Store } from '../store/schema.ts';
import {
  eventFilter,
  findingKey,
  isOfAddress,
  keyOf,
  mostIncidents,
  touched,
} from './find-actors.ts';
import { mostRises, risenUsers } from './risen-users.ts';
import type { PlaybookRule } from './rule.ts';
import { firingsOf, type Piece } from './simulate.ts';

/** What a playbook would have done last week. */
export interface Rehearsal {
  readonly firings: number;
  readonly actors: readonly {
    readonly value: string;
    readonly firings: number;
    readonly firstAt: Date;
    /** Nothing would have been decided about it. */
    readonly isCritical: boolean;
  }[];
  readonly moreActors: number;
  /** How many incidents or events were looked at, back to when. */
  readonly lookedAt: number;
  readonly of: 'incidents' | 'events' | 'rises';
  readonly from: Date;
  /** There were more in the week than are looked at. */
  readonly isCut: boolean;
}

const weekMs = 7 * 86_400_000;
const mostEvents = 5_000;
const shownActors = 50;

/**
 * Runs a rule over last week. Incidents stand for their events, spread evenly over the time in which
 * they happened, so that a million events are some thousand rows; users and tokens, which incidents do
 * not know, are looked for in the latest events.
 */
export async function rehearse(store: Store, rule: PlaybookRule): Promise<Rehearsal> {
  const from = new Date(Date.now() - weekMs);
  const isAddress = isOfAddress(rule.by);
  const isRisk = rule.on === 'user-risk';
  const pieces = rule.on === 'monitor' ? [] : await readPieces(store, rule, from);
  const most = isAddress ? mostIncidents : isRisk ? mostRises : mostEvents;
  const networks = await teamNetworks(store);
  const found = firingsOf(rule, pieces);
  const isCut = pieces.length >= most;
  return {
    firings: found.reduce((sum, { firings }) => sum + firings, 0),
    actors: found.slice(0, shownActors).map(({ key, firings, firstMs }) => {
      const value = isRisk ? key.slice(appIdLength) : key;
      const checked = checkActor({ kind: rule.by, value }, networks);
      return {
        value: checked.ok ? checked.actor.value : value,
        firings,
        firstAt: new Date(firstMs),
        isCritical: checked.ok && checked.isCritical,
      };
    }),
    moreActors: Math.max(0, found.length - shownActors),
    lookedAt: pieces.length,
    of: isAddress ? 'incidents' : isRisk ? 'rises' : 'events',
    from: isCut ? new Date(Math.min(...pieces.map(({ last }) => last))) : from,
    isCut,
  };
}

/** A user is somebody in an app only, so that the app stands before the id. */
const appIdLength = 36;

/** Each rise past the score is as much as is asked for. */
async function readRises(store: Store, rule: PlaybookRule, from: Date): Promise<readonly Piece[]> {
  return (await risenUsers(store, rule, from)).map(({ app_id, user_id, at }) => ({
    key: app_id + user_id,
    detection: '',
    route: '',
    address: '',
    events: rule.threshold,
    first: at.getTime(),
    last: at.getTime(),
  }));
}

async function readPieces(store: Store, rule: PlaybookRule, from: Date): Promise<readonly Piece[]> {
  if (rule.on === 'user-risk') return readRises(store, rule, from);
  const counted =
    rule.disposition === 'any'
      ? sql`i.events`
      : rule.disposition === 'blocked'
        ? sql`i.blocked`
        : sql`i.events - i.blocked`;
  const ofIncidents = sql<Piece>`
    select ${keyOf(rule.by)} as key, i.detection, i.route, i.actor as address, ${counted}::float8 as events,
      extract(epoch from i.first_seen)::float8 * 1000 as first, extract(epoch from i.last_seen)::float8 * 1000 as last
    from (${touched(rule, from)}) i where ${counted} > 0`;
  const ofEvents = sql<Piece>`
    select ${findingKey(rule.by)} as key, e.detection, e.route, coalesce(e.address, '') as address, e.count::float8 as events,
      extract(epoch from e.at)::float8 * 1000 as first, extract(epoch from e.at)::float8 * 1000 as last
    from (
      select e.* from (select id from (${touched(rule, from)}) t limit 2000) i
      cross join lateral (
        select * from events e where e.incident_id = i.id and e.at >= ${from} and ${eventFilter(rule)}
        order by e.at desc limit 200) e
      limit ${mostEvents}) e`;
  const { rows } = await (isOfAddress(rule.by) ? ofIncidents : ofEvents).execute(store);
  return isOfAddress(rule.by) ? rows : rows.filter(({ key }) => (key as string | null) !== null);
}
