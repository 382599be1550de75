import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import { prepared } from '../store/prepared.ts';
import { storableJson, storableText } from '../store/storable.ts';
import type { CampaignsTable, StoreTransaction } from '../store/schema.ts';
import { payloadShape } from './payload-shape.ts';

/** Incidents of before this are not looked at: nobody blocks what is over. */
const oldestMs = 7 * 86_400_000;
/** After this long without a like incident the next one begins a new campaign. */
const quietMs = 6 * 3_600_000;

/** An attack that just began, with what one of its events holds. */
export interface NewIncident {
  readonly id: string;
  readonly actor: string;
  readonly environment: string;
  readonly detection: string;
  readonly first: number;
  readonly last: number;
  readonly excerpt: string | undefined;
  readonly userAgent: string | undefined;
}

/**
 * Puts each new incident into the campaign that it shares its detection, the shape of its payload and
 * its agent with; says which, by the incident's id. Each is placed once, before it is stored, so that a
 * campaign never changes under those who look at it, and the work follows new incidents, not events.
 * The caller holds the app's lock, so that no two make the same campaign.
 */
export async function placeIncidents(
  transaction: StoreTransaction,
  appId: string,
  incidents: readonly NewIncident[],
  now: number = Date.now(),
): Promise<ReadonlyMap<string, string>> {
  const found = incidents.filter(({ first }) => first >= now - oldestMs).map(traitsOf);
  if (found.length === 0) return new Map();
  const placed = placeAll(found, await campaignsLike(transaction, appId, found));
  await save(transaction, appId, new Set(placed.values()));
  return new Map([...placed].map(([id, draft]) => [id, draft.id]));
}

/** What incidents of one campaign share. */
interface Traits {
  readonly sample: NewIncident;
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
  readonly actors: Set<string>;
}

function traitsOf(sample: NewIncident): Traits {
  const { environment, detection, excerpt } = sample;
  const shape = storableText(payloadShape(excerpt ?? ''));
  const userAgent = storableText((sample.userAgent ?? '').slice(0, 300));
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([environment, detection, shape, userAgent]))
    .digest('hex')
    .slice(0, 32);
  return { sample, shape, userAgent, fingerprint };
}

/** The campaigns that could go on, the latest first, by fingerprint. */
async function campaignsLike(
  transaction: StoreTransaction,
  appId: string,
  found: readonly Traits[],
): Promise<Map<string, Draft[]>> {
  const samples = new Map(found.map((traits) => [traits.fingerprint, traits]));
  const wanted = [...samples.keys()].map((fingerprint) => Buffer.from(fingerprint, 'hex'));
  const oldest = Math.min(...found.map(({ sample }) => sample.first)) - quietMs;
  const { rows } = await sql<
    Pick<Selectable<CampaignsTable>, 'id' | 'fingerprint' | 'first_seen' | 'last_seen'>
  >`${prepared}
    select id, fingerprint, first_seen, last_seen from campaigns
    where app_id = ${appId} and fingerprint = any(${wanted}) and last_seen >= ${new Date(oldest)}
    order by last_seen desc`.execute(transaction);
  const drafts = new Map<string, Draft[]>();
  for (const { id, fingerprint, first_seen, last_seen } of rows) {
    const key = fingerprint.toString('hex');
    const draft: Draft = {
      id,
      traits: samples.get(key) as Traits,
      first: first_seen.getTime(),
      last: last_seen.getTime(),
      actors: new Set(),
    };
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
    const { id, actor, first, last } = traits.sample;
    const like = known.get(traits.fingerprint) ?? [];
    known.set(traits.fingerprint, like);
    let draft = like.find((one) => one.last >= first - quietMs && one.first <= last + quietMs);
    if (draft === undefined) {
      draft = { id: newId(first), traits, first, last, actors: new Set() };
      like.unshift(draft);
    }
    draft.first = Math.min(draft.first, first);
    draft.last = Math.max(draft.last, last);
    draft.actors.add(actor);
    placed.set(id, draft);
  }
  return placed;
}

/** Addresses that a campaign did not have yet are counted, by its index. */
async function save(
  transaction: StoreTransaction,
  appId: string,
  drafts: ReadonlySet<Draft>,
): Promise<void> {
  const values = [...drafts].map(({ id, traits, first, last, actors }) => ({
    id,
    environment: traits.sample.environment,
    fingerprint: String.raw`\x${traits.fingerprint}`,
    detection: traits.sample.detection,
    shape: traits.shape,
    user_agent: traits.userAgent,
    first_seen: new Date(first),
    last_seen: new Date(last),
    actors: [...actors],
  }));
  await sql`${prepared}
    insert into campaigns as c (app_id, id, environment, fingerprint, detection, shape, user_agent, first_seen,
      last_seen, addresses)
    select ${appId}::uuid, n.id, n.environment, n.fingerprint, n.detection, n.shape, n.user_agent, n.first_seen,
      n.last_seen, (select count(*) from unnest(n.actors) as given (actor)
        where not exists (select from incidents o where o.campaign_id = n.id and o.actor = given.actor))
    from json_to_recordset(${storableJson(values)}::json) as n (
      id uuid, environment text, fingerprint bytea, detection text, shape text, user_agent text,
      first_seen timestamptz, last_seen timestamptz, actors text[])
    on conflict (id) do update set
      first_seen = least(c.first_seen, excluded.first_seen),
      last_seen = greatest(c.last_seen, excluded.last_seen),
      addresses = c.addresses + excluded.addresses`.execute(transaction);
}
