import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import { storableJson, storableText } from '../store/storable.ts';
import type { CampaignsTable, Store, StoreTransaction } from '../store/schema.ts';
import { payloadShape } from './payload-shape.ts';

const atOnce = 500;
const mostRounds = 10;
/** Incidents of before this are not looked at: nobody blocks what is over. */
const oldestMs = 7 * 86_400_000;
/** After this long without a like incident the next one begins a new campaign. */
const quietMs = 6 * 3_600_000;

interface Sample {
  readonly id: string;
  readonly app_id: string;
  readonly environment: string;
  readonly detection: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly excerpt: string | null;
  readonly user_agent: string | null;
}

/**
 * Puts each new incident into the campaign that it shares its detection, the shape of its payload and
 * its agent with. Each is looked at once, so that a campaign never changes under those who look at it,
 * and the work follows new incidents, not events. How many were looked at.
 */
export async function clusterIncidents(store: Store, now: Date = new Date()): Promise<number> {
  let total = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const count = await store.transaction().execute((transaction) => clusterSome(transaction, now));
    total += count;
    if (count < atOnce) break;
  }
  return total;
}

async function clusterSome(transaction: StoreTransaction, now: Date): Promise<number> {
  // One at a time, so that no two make the same campaign; incidents stay free for deliveries meanwhile.
  await sql`select pg_advisory_xact_lock(hashtextextended('find campaigns', 0))`.execute(
    transaction,
  );
  const oldest = newId(now.getTime() - oldestMs);
  const { rows } = await sql<Sample>`
    select i.id, i.app_id, i.environment, i.detection, i.first_seen, i.last_seen,
      e.finding->'input'->>'excerpt' as excerpt, e.finding->'request'->>'userAgent' as user_agent
    from (
      select * from incidents where not is_clustered and outcome = 'attack' and actor <> '' and id > ${oldest}
        and app_id not in (select id from apps where is_demo)
      order by id limit ${atOnce}) i
    left join lateral (select finding from events where incident_id = i.id order by at desc limit 1) e on true`.execute(
    transaction,
  );
  if (rows.length === 0) return 0;
  const found = rows.map(traitsOf);
  const drafts = placeAll(found, await campaignsLike(transaction, found));
  await save(transaction, new Set(drafts.values()));
  return assign(transaction, drafts);
}

/** What incidents of one campaign share. */
interface Traits {
  readonly sample: Sample;
  readonly shape: string;
  readonly userAgent: string;
  /** In hex. */
  readonly fingerprint: string;
}

/** A campaign while incidents are added to it. */
interface Draft {
  readonly id: string;
  readonly traits: Traits;
  first: number;
  last: number;
}

function traitsOf(sample: Sample): Traits {
  const { environment, detection, excerpt, user_agent } = sample;
  const shape = storableText(payloadShape(excerpt ?? ''));
  const userAgent = (user_agent ?? '').slice(0, 300);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([environment, detection, shape, userAgent]))
    .digest('hex')
    .slice(0, 32);
  return { sample, shape, userAgent, fingerprint };
}

function keyOf({ sample: { app_id }, fingerprint }: Traits): string {
  return `${app_id} ${fingerprint}`;
}

/** The campaigns that could go on, the latest first, by app and fingerprint. */
async function campaignsLike(
  transaction: StoreTransaction,
  found: readonly Traits[],
): Promise<Map<string, Draft[]>> {
  const samples = new Map(found.map((traits) => [keyOf(traits), traits]));
  const wanted = [...samples.values()].map(({ sample: { app_id }, fingerprint }) => ({
    app_id,
    fingerprint: String.raw`\x${fingerprint}`,
  }));
  const firsts = found.map(({ sample }) => sample.first_seen.getTime());
  const { rows } = await sql<Selectable<CampaignsTable>>`
    select c.* from json_to_recordset(${storableJson(wanted)}::json) as n (app_id uuid, fingerprint bytea)
    join campaigns c on c.app_id = n.app_id and c.fingerprint = n.fingerprint
      and c.last_seen >= ${new Date(Math.min(...firsts) - quietMs)}
    order by c.last_seen desc`.execute(transaction);
  const drafts = new Map<string, Draft[]>();
  for (const { id, app_id, fingerprint, first_seen, last_seen } of rows) {
    const key = `${app_id} ${fingerprint.toString('hex')}`;
    const traits = samples.get(key) as Traits;
    const draft = { id, traits, first: first_seen.getTime(), last: last_seen.getTime() };
    drafts.set(key, [...(drafts.get(key) ?? []), draft]);
  }
  return drafts;
}

/** The campaign of each incident, by the incident's id; one that is missing begins. */
function placeAll(
  found: readonly Traits[],
  known: Map<string, Draft[]>,
): ReadonlyMap<string, Draft> {
  const placed = new Map<string, Draft>();
  for (const traits of found) {
    const first = traits.sample.first_seen.getTime();
    const last = traits.sample.last_seen.getTime();
    const like = known.get(keyOf(traits)) ?? [];
    known.set(keyOf(traits), like);
    let draft = like.find((one) => one.last >= first - quietMs && one.first <= last + quietMs);
    if (draft === undefined) {
      draft = { id: newId(first), traits, first, last };
      like.unshift(draft);
    }
    draft.first = Math.min(draft.first, first);
    draft.last = Math.max(draft.last, last);
    placed.set(traits.sample.id, draft);
  }
  return placed;
}

async function save(transaction: StoreTransaction, drafts: ReadonlySet<Draft>): Promise<void> {
  const values = [...drafts].map(({ id, traits, first, last }) => ({
    id,
    app_id: traits.sample.app_id,
    environment: traits.sample.environment,
    fingerprint: String.raw`\x${traits.fingerprint}`,
    detection: traits.sample.detection,
    shape: traits.shape,
    user_agent: traits.userAgent,
    first_seen: new Date(first),
    last_seen: new Date(last),
  }));
  await sql`
    insert into campaigns as c (id, app_id, environment, fingerprint, detection, shape, user_agent, first_seen, last_seen)
    select * from json_to_recordset(${storableJson(values)}::json) as n (
      id uuid, app_id uuid, environment text, fingerprint bytea, detection text, shape text, user_agent text,
      first_seen timestamptz, last_seen timestamptz)
    on conflict (id) do update set
      first_seen = least(c.first_seen, excluded.first_seen),
      last_seen = greatest(c.last_seen, excluded.last_seen)`.execute(transaction);
}

/**
 * Those that a delivery is just adding to are left for the next time: neither waits for the other.
 * Addresses that a campaign did not have yet are counted, by its index.
 */
async function assign(
  transaction: StoreTransaction,
  drafts: ReadonlyMap<string, Draft>,
): Promise<number> {
  const pairs = [...drafts].map(([id, draft]) => ({ id, campaign_id: draft.id }));
  const { rows } = await sql<{ placed: number }>`
    with free as (
      select id, actor from incidents where id = any(${[...drafts.keys()]}::uuid[]) for no key update skip locked
    ), given as (
      select f.id, f.actor, n.campaign_id from free f
      join json_to_recordset(${storableJson(pairs)}::json) as n (id uuid, campaign_id uuid) on n.id = f.id
    ), fresh as (
      select g.campaign_id, count(distinct g.actor) as addresses from given g
      where not exists (select from incidents o where o.campaign_id = g.campaign_id and o.actor = g.actor)
      group by 1
    ), counted as (
      update campaigns c set addresses = c.addresses + f.addresses from fresh f where c.id = f.campaign_id
    ), placed as (
      update incidents i set is_clustered = true, campaign_id = g.campaign_id from given g where i.id = g.id
      returning 1
    )
    select count(*)::int as placed from placed`.execute(transaction);
  return rows[0]?.placed ?? 0;
}
