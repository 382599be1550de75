import { createHash } from 'node:crypto';
import { severities } from '@castellan/core';
import { type Selectable, sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import { type NewIncident, placeIncidents } from './place-incidents.ts';
import { storableJson } from '../store/storable.ts';
import type { IncidentsTable, StoreTransaction } from '../store/schema.ts';
import type { DrillOf, RunningDrill } from './drill-events.ts';
import type { IncidentNews } from '../outbox/outbox.ts';
import type { IngestScope } from '../people/tokens.ts';
import type { EventRow } from './event-row.ts';

/** After this long without a like event, the next one begins a new incident. */
const quietMs = 1_800_000;

/** An incident while events are added to it. */
interface Draft {
  readonly id: string;
  readonly key: Buffer;
  /** As it was stored; `undefined` for one that begins. */
  readonly before: { readonly severityRank: number; readonly isOpen: boolean } | undefined;
  first: number;
  last: number;
  events: number;
  blocked: number;
  severityRank: number;
  readonly sample: EventRow;
  readonly drill: RunningDrill | undefined;
}

/** An incident as it is stored, under a key that leads to it. */
type StoredDraft = Pick<
  Selectable<IncidentsTable>,
  'id' | 'key' | 'severity_rank' | 'status' | 'first_seen' | 'last_seen' | 'events' | 'blocked'
>;

/** An incident that events were added to. */
export interface TouchedIncident {
  readonly id: string;
  readonly isNew: boolean;
  /** What people are to be told of it; `undefined` when there is only more of the same. */
  readonly news: IncidentNews | undefined;
  readonly drill: RunningDrill | undefined;
}

/**
 * Finds for each event the incident that it belongs to: same app, environment, detection, outcome,
 * route and actor, no further than the quiet time from it. Makes those that are missing. The caller
 * holds the app's lock, so that no two deliveries make the same one.
 */
export async function assignIncidents(
  transaction: StoreTransaction,
  scope: IngestScope,
  rows: readonly EventRow[],
  drills: DrillOf,
  isDemo: boolean,
): Promise<{ readonly of: ReadonlyMap<EventRow, string>; readonly touched: TouchedIncident[] }> {
  const sorted = rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const keys = keysOf(sorted, drills);
  const open = await openDrafts(transaction, scope, sorted, keys, drills);
  const of = new Map<EventRow, string>();
  const touched = new Set<Draft>();
  for (const row of sorted) {
    const key = keys.get(row) as string;
    const drafts = open.get(key) ?? [];
    open.set(key, drafts);
    const at = row.at.getTime();
    let draft = drafts.find(({ first, last }) => at >= first - quietMs && at <= last + quietMs);
    if (draft === undefined) {
      draft = newDraft(Buffer.from(key, 'hex'), row, drills.get(row));
      drafts.push(draft);
    }
    add(draft, row);
    touched.add(draft);
    of.set(row, draft.id);
  }
  // What is made up belongs to no campaign.
  const campaigns = isDemo
    ? new Map<string, string>()
    : await placeIncidents(transaction, scope.appId, [...touched].flatMap(asNewAttack));
  await save(transaction, scope, touched, campaigns);
  return {
    of,
    touched: [...touched].map((draft) => ({
      id: draft.id,
      isNew: draft.before === undefined,
      news: newsOf(draft),
      drill: draft.drill,
    })),
  };
}

function newsOf({ before, severityRank }: Draft): IncidentNews | undefined {
  if (before === undefined) return 'opened';
  if (!before.isOpen) return 'reopened';
  return severityRank < before.severityRank ? 'worse' : undefined;
}

/** What an incident is known by, in hex; worked out once for rows that are alike. */
function keysOf(rows: readonly EventRow[], drills: DrillOf): ReadonlyMap<EventRow, string> {
  const hashes = new Map<string, string>();
  const keys = new Map<EventRow, string>();
  for (const row of rows) {
    const { finding, route, address = '' } = row;
    const parts = [finding.environment, finding.detection, finding.outcome, route, address];
    // A drill is never part of a real attack, whoever sends it.
    const drill = drills.get(row);
    if (drill !== undefined) parts.push(`drill ${drill.id}`);
    const text = JSON.stringify(parts);
    const hash = hashes.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
    hashes.set(text, hash);
    keys.set(row, hash);
  }
  return keys;
}

async function openDrafts(
  transaction: StoreTransaction,
  { appId }: IngestScope,
  sorted: readonly EventRow[],
  keys: ReadonlyMap<EventRow, string>,
  drills: DrillOf,
): Promise<Map<string, Draft[]>> {
  const [first, last] = [sorted[0], sorted.at(-1)];
  const drafts = new Map<string, Draft[]>();
  if (first === undefined || last === undefined) return drafts;
  const samples = new Map(sorted.map((row) => [keys.get(row) as string, row]));
  const wanted = [...samples.keys()].map((key) => Buffer.from(key, 'hex'));
  const isNear = sql`i.last_seen >= ${new Date(first.at.getTime() - quietMs)}
    and i.first_seen <= ${new Date(last.at.getTime() + quietMs)}`;
  // What was merged by hand goes on where it was merged into. Asked apart: joined by one or the other id,
  // PostgreSQL reads every incident there is.
  const { rows: found } = await sql<StoredDraft>`${prepared}
    select i.key, i.id, i.severity_rank, i.status, i.first_seen, i.last_seen, i.events, i.blocked
    from incidents i
    where i.app_id = ${appId} and i.key = any(${wanted}) and i.merged_into is null and ${isNear}
    union all
    select k.key, i.id, i.severity_rank, i.status, i.first_seen, i.last_seen, i.events, i.blocked
    from incidents k join incidents i on i.id = k.merged_into
    where k.app_id = ${appId} and k.key = any(${wanted}) and k.merged_into is not null and ${isNear}
    order by last_seen desc`.execute(transaction);
  const byId = new Map<string, Draft>();
  for (const row of found) {
    const key = row.key.toString('hex');
    const draft: Draft = byId.get(row.id) ?? {
      id: row.id,
      key: row.key,
      before: { severityRank: row.severity_rank, isOpen: row.status === 'open' },
      first: row.first_seen.getTime(),
      last: row.last_seen.getTime(),
      events: row.events,
      blocked: row.blocked,
      severityRank: row.severity_rank,
      sample: samples.get(key) as EventRow,
      drill: drills.get(samples.get(key) as EventRow),
    };
    byId.set(row.id, draft);
    const own = drafts.get(key) ?? [];
    if (!own.includes(draft)) drafts.set(key, [...own, draft]);
  }
  return drafts;
}

function newDraft(key: Buffer, sample: EventRow, drill: RunningDrill | undefined): Draft {
  const at = sample.at.getTime();
  return {
    id: newId(at),
    key,
    before: undefined,
    first: at,
    last: at,
    events: 0,
    blocked: 0,
    severityRank: severities.length - 1,
    sample,
    drill,
  };
}

function add(draft: Draft, { at, finding }: EventRow): void {
  draft.first = Math.min(draft.first, at.getTime());
  draft.last = Math.max(draft.last, at.getTime());
  draft.events += finding.count;
  if (finding.disposition === 'blocked') draft.blocked += finding.count;
  draft.severityRank = Math.min(draft.severityRank, severities.indexOf(finding.severity));
}

/** As campaigns look at it; nothing for one that was there before, a drill, and what nobody attacked. */
function asNewAttack({ before, drill, sample, id, first, last }: Draft): readonly NewIncident[] {
  const { finding, address: actor } = sample;
  if (before !== undefined || drill !== undefined) return [];
  if (actor === undefined || finding.outcome !== 'attack') return [];
  const { environment, detection, input, request } = finding;
  const seen = { excerpt: input?.excerpt, userAgent: request?.userAgent };
  return [{ id, actor, environment, detection, first, last, ...seen }];
}

/** One that a person had closed opens again: the attack is back, and nobody is on it yet. */
async function save(
  transaction: StoreTransaction,
  { appId }: IngestScope,
  drafts: ReadonlySet<Draft>,
  campaigns: ReadonlyMap<string, string>,
): Promise<void> {
  const values = [...drafts].map(
    ({ sample: { finding, route, address, whereabouts }, ...draft }) => ({
      id: draft.id,
      environment: finding.environment,
      key: String.raw`\x${draft.key.toString('hex')}`,
      detection: finding.detection,
      outcome: finding.outcome,
      severity: severities[draft.severityRank] ?? finding.severity,
      severity_rank: draft.severityRank,
      route,
      actor: address ?? '',
      first_seen: new Date(draft.first),
      last_seen: new Date(draft.last),
      events: draft.events,
      blocked: draft.blocked,
      reason: finding.reason,
      drill_id: draft.drill?.id,
      campaign_id: campaigns.get(draft.id),
      location: finding.location && `${finding.location.file}:${finding.location.line}`,
      country: whereabouts.country,
    }),
  );
  // One text for all: a parameter for each value is measured at twice the cost.
  await sql`${prepared}
    insert into incidents as i (app_id, id, environment, key, detection, outcome, severity, severity_rank,
      route, actor, first_seen, last_seen, events, blocked, reason, location, country, drill_id, campaign_id)
    select ${appId}::uuid, n.* from json_to_recordset(${storableJson(values)}::json) as n (
      id uuid, environment text, key bytea, detection text, outcome text, severity text, severity_rank int,
      route text, actor text, first_seen timestamptz, last_seen timestamptz, events bigint, blocked bigint,
      reason text, location text, country text, drill_id uuid, campaign_id uuid)
    on conflict (id) do update set
      severity = excluded.severity,
      severity_rank = excluded.severity_rank,
      first_seen = excluded.first_seen,
      last_seen = excluded.last_seen,
      events = excluded.events,
      blocked = excluded.blocked,
      country = coalesce(i.country, excluded.country),
      status = 'open',
      acknowledged_at = case when i.status = 'open' then i.acknowledged_at end,
      acknowledged_by = case when i.status = 'open' then i.acknowledged_by end,
      updated_at = now()`.execute(transaction);
}
