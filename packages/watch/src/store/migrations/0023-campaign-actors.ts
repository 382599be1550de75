import { type Kysely, sql } from 'kysely';

/** Whether a campaign knows an address already is answered by its index: counting all anew grew with each one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index incidents_campaign`.execute(db);
  await sql`create index incidents_campaign on incidents (campaign_id, actor) where campaign_id is not null`.execute(
    db,
  );
}
