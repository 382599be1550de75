import { type Kysely, sql } from 'kysely';

/**
 * Codes that were used, not only the last: by it alone a clock that was ahead locks people out until then.
 * And when people were told that a drill of an app is due: once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table people add column totp_used_steps int[] not null default '{}'`.execute(db);
  await sql`update people set totp_used_steps = array[totp_last_step::int] where totp_last_step > 0`.execute(
    db,
  );
  await sql`alter table people drop column totp_last_step`.execute(db);
  await sql`alter table apps add column told_drill_at timestamptz`.execute(db);
}
