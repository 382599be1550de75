import { sql } from 'kysely';
import type { Store } from './schema.ts';

const app = '01890000-0000-7000-8000-000000000001';
const person = '01890000-0000-7000-8000-000000000002';
const incident = '01890000-0000-7000-8000-000000000003';

/** Rows as the first released watch wrote them, so that what comes later is seen to read them. */
const firstRows: readonly string[] = [
  `insert into apps (id, name, retention_days) values ('${app}', 'old shop', 30)`,
  `insert into people (id, email, name, password_hash, role) values
    ('${person}', 'ada@example.com', 'Ada Ł 🏰', 'x', 'owner')`,
  `insert into sessions (hash, person_id, expires_at, address, user_agent) values
    ('\\x00ff5c0a', '${person}', now() + interval '1 day', '127.0.0.1', E'a\\tb\\n\\\\N "c"')`,
  `insert into setup_links (hash) values ('\\x01')`,
  `insert into tokens (id, kind, hash, hint, name, app_id, environment) values
    (gen_random_uuid(), 'ingest', '\\x02', 'cst_ingest_', 'old', '${app}', 'production')`,
  `insert into audit (id, actor_kind, actor_name, address, act, subject, details) values
    (gen_random_uuid(), 'person', 'Ada', '::1', 'add app', 'old shop', '{"a": [1.50, null, "\\\\ \\" é"]}')`,
  `insert into attempts values ('key', 3, now() + interval '1 hour')`,
  `insert into incidents (id, app_id, environment, key, detection, outcome, severity, severity_rank, route,
      actor, first_seen, last_seen, events, blocked, reason) values
    ('${incident}', '${app}', 'production', '\\x00', 'sql-injection', 'attack', 'critical', 0, 'GET /users/:id',
      '203.0.113.7', now() - interval '2 hours', now() - interval '1 hour', 2, 2, 'The input ends a string.')`,
  `insert into attackers values ('${app}', '203.0.113.7', now(), now(), 2, 2, '{sql-injection}', '{"curl/8 {,}"}')`,
  `insert into instances values ('${app}', 'production', 'host-1', now(), now(), '24.1.0', '0.1.0', '[]', '{}')`,
  `insert into decisions (id, app_id, action, actor_kind, actor_value, reason, includes_critical, created_by, ends_at)
    values (gen_random_uuid(), '${app}', 'block', 'address', '203.0.113.7', 'attacks', false, 'Ada', now() + interval '1 day')`,
  `update policy set version = 7`,
  `insert into rollup_pending (app_id, environment, hour, detection, disposition, severity, route, events, stored, bytes)
    values ('${app}', 'production', date_trunc('hour', now()), 'sql-injection', 'blocked', 'critical', '', 2, 2, 20)`,
  `insert into event_hours values ('${app}', date_trunc('hour', now()), 'production', 'sql-injection', 'blocked', 'critical', '', 5)`,
  `insert into event_days values ('${app}', current_date, 5, 50)`,
];

/** Fills every table of the first schema, events on two days. The ids are the same each time. */
export async function fillFirstSchema(
  store: Store,
  finding: object,
): Promise<{ readonly app: string; readonly incident: string }> {
  for (const text of firstRows) await sql.raw(text).execute(store);
  const parent = `events_${new Date().toISOString().slice(0, 10).replaceAll('-', '_')}`;
  await sql
    .raw(
      `create table if not exists ${parent} partition of events for values from (date_trunc('day', now(), 'UTC')) to (date_trunc('day', now(), 'UTC') + interval '1 day')`,
    )
    .execute(store);
  for (let count = 0; count < 3; count += 1) {
    await sql`insert into events (at, id, app_id, environment, instance, detection, outcome, severity, disposition,
        route, address, count, bytes, incident_id, finding)
      values (now(), gen_random_uuid(), ${app}, 'production', 'host-1', 'sql-injection', 'attack', 'critical',
        'blocked', 'GET /users/:id', '203.0.113.7', 1, 10, ${incident}, ${JSON.stringify(finding)})`.execute(
      store,
    );
  }
  return { app, incident };
}

const valueOf: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  'uuid[]': 'array[gen_random_uuid()]',
  text: String.raw`E'tab\t, line\n, \\N, "quotes", Ł 🏰'`,
  'text[]': String.raw`array[E'a,b\n', '{}', '"', '\\', null]`,
  bytea: String.raw`'\x00ff5c0a'`,
  'bytea[]': String.raw`array['\x00ff'::bytea, '\x5c']`,
  jsonb: String.raw`'{"a": [1.50, null, "\\ \" é"]}'`,
  json: String.raw`'{"a":  [1.50, null]}'`,
  'timestamp with time zone': `'2026-11-25 23:59:59.123456+00'`,
  date: `'2026-11-25'`,
  boolean: 'true',
  integer: '7',
  'integer[]': `'{7,8}'`,
  smallint: '7',
  bigint: '9007199254740991',
  'double precision': '0.1',
  real: '0.1',
  interval: `'1 day 2 hours'`,
  inet: `'2001:db8::/32'`,
};

interface Cell {
  readonly name: string;
  readonly type: string;
  /** Column of another table that it names. */
  readonly refers: string | null;
  readonly isNeeded: boolean;
}

/** Puts a row of odd values into each of these tables that has none; says which could not be filled, and why. */
export async function fillEmptyTables(
  store: Store,
  tables: readonly string[],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const table of tables) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(store);
    if (rows.length > 0) continue;
    const cells = await cellsOf(store, table);
    const needed = cells.filter(({ isNeeded }) => isNeeded);
    // Some tables want one of several columns, and no other.
    const ones = cells.filter(({ isNeeded }) => !isNeeded).map((one) => [...needed, one]);
    const tries = [cells, needed, ...ones];
    const problem = await firstProblem(store, table, tries);
    if (problem !== undefined) problems.push(`${table}: ${problem}`);
  }
  return problems;
}

async function cellsOf(store: Store, table: string): Promise<readonly Cell[]> {
  const { rows } = await sql<Cell>`
    select a.attname as name, format_type(a.atttypid, null) as type,
      a.attnotnull and not a.atthasdef as "isNeeded",
      (select format('(select %I from %s limit 1)', f.attname, k.confrelid::regclass)
        from pg_constraint k join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
        where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey[1] = a.attnum) as refers
    from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0
      and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''`.execute(store);
  return rows;
}

async function firstProblem(
  store: Store,
  table: string,
  tries: readonly (readonly Cell[])[],
): Promise<string | undefined> {
  let problem = '';
  for (const cells of tries) {
    const names = cells.map(({ name }) => `"${name}"`).join(', ');
    const values = cells.map(({ type, refers }) => refers ?? valueOf[type] ?? 'null').join(', ');
    try {
      await sql.raw(`insert into ${table} (${names}) values (${values})`).execute(store);
      return undefined;
    } catch (error) {
      problem = (error as Error).message;
    }
  }
  return problem;
}
