import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { type ChannelRules, concerns } from '../alerts/rules.ts';
import type { Store } from '../store/schema.ts';
import type { DrillRow } from './list-drills.ts';
import type { DrillChannel, DrillFacts, DrillReport, DrillWay } from './drill-report.ts';
import { judgeDrill, startOf } from './judge-drill.ts';

/** What a drill is as an attack: guard's own severity of what it sends. */
export const drillSeverity: Severity = 'critical';

interface Told {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly rules: ChannelRules;
  readonly is_paused: boolean;
  readonly state: string | null;
  readonly held_by: string | null;
  readonly failures: number | null;
  readonly created_at: Date | null;
  readonly finished_at: Date | null;
  readonly status: number | null;
  readonly problem: string | null;
}

const holdWords: Readonly<Record<string, string>> = {
  mute: 'it is inside its hours of silence',
  digest: 'it waits for its digest',
  quota: 'its quota is used up',
};

/** As it stood at its end, or stands now; the outcome is there once the end is written down. */
export async function reportOf(store: Store, row: DrillRow): Promise<DrillReport> {
  if (row.report !== null) return row.report as DrillReport;
  const { outcome: _, ...report } = judgeDrill(await factsOf(store, row));
  return report;
}

export async function factsOf(store: Store, row: DrillRow): Promise<DrillFacts> {
  const told = await channelsOf(store, row);
  const { rows } = await sql<{ now: Date; seen_at: Date | null }>`
    select now() as now, (select max(seen_at) from instances where app_id = ${row.app_id}) as seen_at`.execute(
    store,
  );
  const begun = startOf({ sentAt: row.sent_at ?? undefined, startedAt: row.started_at });
  const queued = told.flatMap(({ created_at }) => created_at ?? []).toSorted((a, b) => +a - +b);
  return {
    way: row.way as DrillWay,
    app: row.app,
    startedAt: row.started_at,
    givesUpAt: row.gives_up_at,
    now: rows[0]?.now ?? new Date(),
    sentAt: row.sent_at ?? undefined,
    answer: row.answer ?? undefined,
    eventAt: row.event_at ?? undefined,
    incidentAt: row.incident_at ?? undefined,
    queuedAt: queued[0],
    guardSeenAt: rows[0]?.seen_at ?? undefined,
    channels: told
      .map((one) => show(one, row, begun))
      // What is told of other apps only is nobody's business here, unless it was asked for.
      .filter(({ state }) => state !== 'not-concerned' || row.channel_id !== null),
  };
}

/** Every channel that could be told, or the one that was chosen, each with what became of it there. */
async function channelsOf(store: Store, row: DrillRow): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    select c.id, c.name, c.kind, c.rules, c.is_paused, d.state, d.held_by, d.failures, d.created_at,
      d.finished_at, d.status, d.problem
    from channels c
    left join lateral (
      select * from deliveries where channel_id = c.id and incident_id = ${row.incident_id} and cause = 'drill'
      order by id limit 1) d on true
    where ${row.channel_id}::uuid is null or c.id = ${row.channel_id}
    order by c.name`.execute(store);
  return rows;
}

function show(told: Told, { app_id }: DrillRow, begun: Date): DrillChannel {
  const { id, name, kind, finished_at, status, problem } = told;
  const state = stateOf(told, app_id);
  const words = state === 'held' ? holdWords[told.held_by ?? ''] : problem;
  return {
    id,
    name,
    kind,
    state,
    ...(state === 'delivered' &&
      finished_at !== null && { atMs: Math.max(0, finished_at.getTime() - begun.getTime()) }),
    ...(status !== null && { status }),
    ...(words != null && { problem: words }),
  };
}

/** After so many failures a channel fails: the next try may be hours ahead. */
const failuresToFail = 2;

function stateOf(told: Told, appId: string): DrillChannel['state'] {
  const { state, failures, is_paused, rules, problem } = told;
  if (state === 'delivered' || state === 'failed') return state;
  if (state === 'gathered' || state === 'told') return 'held';
  const isOfDrill = concerns(rules, { severity: drillSeverity, outcome: 'attack', appId });
  if (!isOfDrill) return 'not-concerned';
  if (is_paused) return 'paused';
  if (state !== 'waiting' || problem === null) return 'waiting';
  return (failures ?? 0) >= failuresToFail ? 'failed' : 'failing';
}
