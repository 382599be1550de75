import { severities, type Severity } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';
import { networkOf } from './network-of.ts';
import { lockRisk } from './lock-risk.ts';
import { pointsOf, type RiskWeights, type SignalFacts } from './risk.ts';
import { readRiskSettings } from './risk-settings.ts';
import { groupByUser, scoreUsers, type TouchedUser } from './score-users.ts';

const sightingsAtOnce = 5_000;
/** Addresses and tokens that are kept of one user, the latest. */
const mostSources = 100;
const mostHolders = 1_000;

/**
 * Works what ingest saw of users into their profiles, and reckons their risk anew. Taking and writing
 * are one transaction, so that nothing counts twice. Returns how many sightings were taken.
 */
export async function reckonRisk(store: Store, now: Date = new Date()): Promise<number> {
  let total = 0;
  for (;;) {
    const taken = await store.transaction().execute((transaction) => reckonSome(transaction, now));
    total += taken;
    if (taken < sightingsAtOnce) return total;
  }
}

async function reckonSome(transaction: StoreTransaction, now: Date): Promise<number> {
  await lockRisk(transaction);
  const taken = await take(transaction);
  if (taken.length === 0) return 0;
  const { weights } = await readRiskSettings(transaction);
  const touched = await withHolders(
    transaction,
    await fold(transaction, storableJson(taken), weights),
  );
  await signalsOfSources(transaction, touched, weights, now);
  await scoreUsers(transaction, touched, weights, now);
  const apps = new Set(touched.map(({ app_id }) => app_id));
  await notify(
    transaction,
    [...apps].map((appId) => ({ type: 'users', appId })),
  );
  return taken.length;
}

async function take(transaction: StoreTransaction): Promise<readonly object[]> {
  const { rows } = await sql<object>`
    delete from user_sightings where id in (
      select id from user_sightings order by id limit ${sightingsAtOnce})
    returning app_id, user_id, name, incident_id, address, token, detection, outcome, severity, first_seen,
      last_seen, events, blocked`.execute(transaction);
  return rows;
}

const sightings = (json: string): ReturnType<typeof sql> => sql`
  json_to_recordset(${json}::json) as n (app_id uuid, user_id text, name text, incident_id uuid, address text,
    token text, detection text, outcome text, severity text, first_seen timestamptz, last_seen timestamptz,
    events bigint, blocked bigint)`;

/** Adds sightings to users, to where each was seen from, to incidents, and to what they did. */
async function fold(
  transaction: StoreTransaction,
  json: string,
  weights: RiskWeights,
): Promise<readonly TouchedUser[]> {
  const { rows: touched } = await sql<TouchedUser>`
    insert into users as u (app_id, user_id, name, first_seen, last_seen, events, blocked)
    select n.app_id, n.user_id, max(n.name), min(n.first_seen), max(n.last_seen), sum(n.events), sum(n.blocked)
    from ${sightings(json)} join apps a on a.id = n.app_id group by 1, 2
    on conflict (app_id, user_id) do update set
      name = coalesce(excluded.name, u.name),
      first_seen = least(u.first_seen, excluded.first_seen),
      last_seen = greatest(u.last_seen, excluded.last_seen),
      events = u.events + excluded.events,
      blocked = u.blocked + excluded.blocked
    returning app_id, user_id`.execute(transaction);
  await sql`
    insert into user_sources as s (app_id, user_id, kind, value, first_seen, last_seen, events)
    select n.app_id, n.user_id, v.kind, v.value, min(n.first_seen), max(n.last_seen), sum(n.events)
    from ${sightings(json)} join users u on u.app_id = n.app_id and u.user_id = n.user_id,
      lateral (values ('address', n.address), ('token', n.token)) v (kind, value)
    where v.value is not null group by 1, 2, 3, 4
    on conflict (app_id, user_id, kind, value) do update set
      first_seen = least(s.first_seen, excluded.first_seen),
      last_seen = greatest(s.last_seen, excluded.last_seen),
      events = s.events + excluded.events`.execute(transaction);
  await sql`
    insert into incident_users as i (incident_id, user_id, events)
    select n.incident_id, n.user_id, sum(n.events)
    from ${sightings(json)} join incidents x on x.id = n.incident_id group by 1, 2
    on conflict (incident_id, user_id) do update set events = i.events + excluded.events`.execute(
    transaction,
  );
  await signalsOfActs(transaction, json, weights);
  return touched;
}

/** Attacks and weaknesses: the points grow with how often. */
async function signalsOfActs(
  transaction: StoreTransaction,
  json: string,
  weights: RiskWeights,
): Promise<void> {
  const { rows } = await sql<NewSignal & { readonly known: Severity | null }>`
    select n.app_id, n.user_id, case n.outcome when 'weakness' then 'weakness' else 'attack' end as kind,
      n.detection as subject,
      (array_agg(n.severity order by array_position(array['critical', 'high', 'medium', 'low'], n.severity)))[1] as severity,
      max(s.severity) as known,
      max(n.last_seen) as at, (sum(n.events) + coalesce(max(s.times), 0))::bigint as times
    from ${sightings(json)} join users u on u.app_id = n.app_id and u.user_id = n.user_id
      left join user_signals s on s.app_id = n.app_id and s.user_id = n.user_id and s.subject = n.detection
        and s.kind = case n.outcome when 'weakness' then 'weakness' else 'attack' end
    group by 1, 2, 3, 4`.execute(transaction);
  const signals = rows.map(({ known, ...row }) => ({
    ...row,
    severity: row.kind === 'weakness' ? null : worst(row.severity, known),
  }));
  await keepSignals(transaction, signals, weights);
}

/** What a signal counts was what its worst attack did. */
function worst(one: Severity | null, other: Severity | null): Severity | null {
  return severities.find((severity) => severity === one || severity === other) ?? null;
}

/** Whose token turns up with somebody else is in danger too, though nothing was seen of them just now. */
async function withHolders(
  transaction: StoreTransaction,
  seen: readonly TouchedUser[],
): Promise<readonly TouchedUser[]> {
  const { rows } = await sql<TouchedUser>`
    select app_id, user_id from json_to_recordset(${storableJson(seen)}::json) as n (app_id uuid, user_id text)
    union
    select app_id, user_id from (
      select o.app_id, o.user_id
      from json_to_recordset(${storableJson(seen)}::json) as n (app_id uuid, user_id text)
        join user_sources s on s.app_id = n.app_id and s.user_id = n.user_id and s.kind = 'token'
        join user_sources o on o.app_id = s.app_id and o.kind = 'token' and o.value = s.value
      where o.user_id <> s.user_id limit ${mostHolders}) held`.execute(transaction);
  return rows;
}

/** A signal as it is seen, without what it counts. */
interface NewSignal extends TouchedUser, SignalFacts {
  readonly subject: string;
  readonly at: Date;
}

async function keepSignals(
  transaction: StoreTransaction,
  signals: readonly NewSignal[],
  weights: RiskWeights,
): Promise<void> {
  if (signals.length === 0) return;
  const values = signals.map((signal) => ({ ...signal, points: pointsOf(signal, weights) }));
  await sql`
    insert into user_signals as s (app_id, user_id, kind, subject, severity, points, at, times)
    select * from json_to_recordset(${storableJson(values)}::json) as n (
      app_id uuid, user_id text, kind text, subject text, severity text, points double precision,
      at timestamptz, times bigint)
    on conflict (app_id, user_id, kind, subject) do update set
      severity = excluded.severity,
      points = greatest(s.points, excluded.points),
      at = greatest(s.at, excluded.at),
      -- Points and times belong together, so that points can be reckoned anew.
      times = case when s.kind = 'many-networks' then greatest(s.times, excluded.times) else excluded.times end`.execute(
    transaction,
  );
}

interface SourceRow extends TouchedUser {
  readonly kind: 'address' | 'token';
  readonly value: string;
  readonly last_seen: Date;
  readonly others: number;
}

/** What the addresses and tokens of the users say, compared with who else had them. */
async function signalsOfSources(
  transaction: StoreTransaction,
  touched: readonly TouchedUser[],
  weights: RiskWeights,
  now: Date,
): Promise<void> {
  const { rows } = await sql<SourceRow>`
    select s.app_id, s.user_id, s.kind, s.value, s.last_seen,
      case s.kind
        when 'token' then (select count(*) from (select from user_sources o
          where o.app_id = s.app_id and o.kind = 'token' and o.value = s.value and o.user_id <> s.user_id limit 5) x)
        else coalesce((select greatest(0, a.events - (select coalesce(sum(events), 0) from (
            select events from user_sources o where o.app_id = s.app_id and o.kind = 'address'
              and o.value = s.value and o.user_id = s.user_id) own))
          from attackers a where a.app_id = s.app_id and a.address = s.value), 0)
      end::int as others
    from json_to_recordset(${storableJson(touched)}::json) as n (app_id uuid, user_id text),
      lateral (select * from user_sources s where s.app_id = n.app_id and s.user_id = n.user_id
        order by last_seen desc limit ${mostSources}) s`.execute(transaction);
  const byUser = groupByUser(rows);
  await keepSignals(
    transaction,
    [...byUser.values()].flatMap((sources) => sourceSignals(sources, now)),
    weights,
  );
  await sql`
    delete from user_sources d using json_to_recordset(${storableJson(touched)}::json) as n (app_id uuid, user_id text)
    where d.app_id = n.app_id and d.user_id = n.user_id and d.last_seen < (
      select last_seen from user_sources k where k.app_id = n.app_id and k.user_id = n.user_id
      order by last_seen desc offset ${2 * mostSources} limit 1)`.execute(transaction);
}

const weekMs = 604_800_000;

function sourceSignals(sources: readonly SourceRow[], now: Date): readonly NewSignal[] {
  const [first] = sources;
  if (first === undefined) return [];
  const { app_id, user_id } = first;
  const found: NewSignal[] = sources
    .filter(({ others }) => others > 0)
    .map(({ kind, value, last_seen, others }) => ({
      app_id,
      user_id,
      kind: kind === 'token' ? 'token-elsewhere' : 'attacker-address',
      subject: value,
      severity: null,
      at: last_seen,
      times: others,
    }));
  const recent = sources.filter(
    ({ kind, last_seen }) => kind === 'address' && now.getTime() - last_seen.getTime() < weekMs,
  );
  const networks = new Set(recent.map(({ value }) => networkOf(value))).size;
  if (networks > 2) {
    const at = recent.reduce(
      (last, one) => (one.last_seen > last ? one.last_seen : last),
      new Date(0),
    );
    found.push({
      app_id,
      user_id,
      kind: 'many-networks',
      subject: '',
      severity: null,
      at,
      times: networks,
    });
  }
  return found;
}
