import { sql } from 'kysely';
import type { IngestScope } from '../people/tokens.ts';
import { storableJson } from '../store/storable.ts';
import { prepared } from '../store/prepared.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { EventRow } from './event-row.ts';

const maxUserAgents = 10;

interface Count {
  first: Date;
  last: Date;
  events: number;
  blocked: number;
  readonly detections: Set<string>;
  readonly userAgents: Set<string>;
}

/** Adds events to the profile of each address that they came from. Weaknesses are no attack. */
export async function countAttackers(
  transaction: StoreTransaction,
  { appId }: IngestScope,
  rows: readonly EventRow[],
): Promise<void> {
  const counts = [...countByAddress(rows)].map(([address, count]) => ({
    address,
    first_seen: count.first,
    last_seen: count.last,
    events: count.events,
    blocked: count.blocked,
    detections: [...count.detections],
    user_agents: [...count.userAgents].slice(0, maxUserAgents),
  }));
  if (counts.length === 0) return;
  await sql`${prepared}
    insert into attackers as a (app_id, address, first_seen, last_seen, events, blocked, detections, user_agents)
    select ${appId}::uuid, n.* from json_to_recordset(${storableJson(counts)}::json) as n (
      address text, first_seen timestamptz, last_seen timestamptz, events bigint, blocked bigint,
      detections text[], user_agents text[])
    on conflict (app_id, address) do update set
      first_seen = least(a.first_seen, excluded.first_seen),
      last_seen = greatest(a.last_seen, excluded.last_seen),
      events = a.events + excluded.events,
      blocked = a.blocked + excluded.blocked,
      detections = case when a.detections @> excluded.detections then a.detections
        else (select array_agg(distinct d) from unnest(a.detections || excluded.detections) d) end,
      user_agents = case when a.user_agents @> excluded.user_agents then a.user_agents
        else (select coalesce(array_agg(u), '{}') from
          (select distinct u from unnest(excluded.user_agents || a.user_agents) u limit ${maxUserAgents}) x) end`.execute(
    transaction,
  );
}

function countByAddress(rows: readonly EventRow[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const { at, address, finding } of rows) {
    if (address === undefined || finding.outcome !== 'attack') continue;
    let count = counts.get(address);
    if (count === undefined) {
      count = {
        first: at,
        last: at,
        events: 0,
        blocked: 0,
        detections: new Set(),
        userAgents: new Set(),
      };
      counts.set(address, count);
    }
    if (at < count.first) count.first = at;
    if (at > count.last) count.last = at;
    count.events += finding.count;
    if (finding.disposition === 'blocked') count.blocked += finding.count;
    count.detections.add(finding.detection);
    const userAgent = finding.request?.userAgent;
    if (userAgent !== undefined) count.userAgents.add(userAgent);
  }
  return counts;
}
