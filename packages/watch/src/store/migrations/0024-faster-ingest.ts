import { type Kysely, sql } from 'kysely';

/**
 * What every delivery paid for and nothing needs. Deliveries hold the app's row while they store, so that
 * no row of them can outlive it; incidents find their campaign before they are stored; and what PostgreSQL
 * samples of a day's events is a quarter.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `alter table incidents drop constraint incidents_app_id_fkey, drop constraint incidents_campaign_id_fkey`,
  `alter table attackers drop constraint attackers_app_id_fkey`,
  `alter table campaigns drop constraint campaigns_app_id_fkey`,
  `drop index incidents_unclustered`,
  `alter table incidents drop column is_clustered`,
  `do $$
    declare
      day regclass;
      part name;
    begin
      for day, part in select i.inhrelid, a.attname from pg_inherits i
        join pg_attribute a on a.attrelid = i.inhrelid and a.attnum > 0 and not a.attisdropped
        where i.inhparent = 'events'::regclass
      loop
        execute format('alter table %s alter column %I set statistics 25', day, part);
      end loop;
    end $$`,
];
