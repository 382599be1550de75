import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import { storableText } from '../store/storable.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
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
  const oldest = newId(now.getTime() - oldestMs);
  const { rows } = await sql<Sample>`
    select i.id, i.app_id, i.environment, i.detection, i.first_seen, i.last_seen,
      e.finding->'input'->>'excerpt' as excerpt, e.finding->'request'->>'userAgent' as user_agent
    from (
      select * from incidents where not is_clustered and outcome = 'attack' and actor <> '' and id > ${oldest}
        and app_id not in (select id from apps where is_demo)
      order by id limit ${atOnce} for update skip locked) i
    left join lateral (select finding from events where incident_id = i.id order by at desc limit 1) e on true`.execute(
    transaction,
  );
  const touched = new Set<string>();
  for (const sample of rows) touched.add(await place(transaction, sample));
  if (rows.length > 0) await countAddresses(transaction, [...touched]);
  return rows.length;
}

/** The campaign of an incident, which is made when there is none. */
async function place(transaction: StoreTransaction, sample: Sample): Promise<string> {
  const { id, app_id, environment, detection, first_seen, last_seen } = sample;
  const shape = storableText(payloadShape(sample.excerpt ?? ''));
  const userAgent = (sample.user_agent ?? '').slice(0, 300);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([environment, detection, shape, userAgent]))
    .digest()
    .subarray(0, 16);
  const found = await transaction
    .selectFrom('campaigns')
    .select('id')
    .where('app_id', '=', app_id)
    .where('fingerprint', '=', fingerprint)
    .where('last_seen', '>=', new Date(first_seen.getTime() - quietMs))
    .where('first_seen', '<=', new Date(last_seen.getTime() + quietMs))
    .orderBy('last_seen', 'desc')
    .limit(1)
    .executeTakeFirst();
  const campaignId = found?.id ?? newId(first_seen.getTime());
  await sql`
    insert into campaigns as c (id, app_id, environment, fingerprint, detection, shape, user_agent, first_seen, last_seen)
    values (${campaignId}, ${app_id}, ${environment}, ${fingerprint}, ${detection}, ${shape}, ${userAgent}, ${first_seen}, ${last_seen})
    on conflict (id) do update set
      first_seen = least(c.first_seen, excluded.first_seen),
      last_seen = greatest(c.last_seen, excluded.last_seen)`.execute(transaction);
  await transaction
    .updateTable('incidents')
    .set({ is_clustered: true, campaign_id: campaignId })
    .where('id', '=', id)
    .execute();
  return campaignId;
}

async function countAddresses(
  transaction: StoreTransaction,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update campaigns c set addresses = n.addresses from (
      select campaign_id, count(distinct actor)::int as addresses from incidents
      where campaign_id = any(${ids}::uuid[]) group by 1) n
    where c.id = n.campaign_id`.execute(transaction);
}
