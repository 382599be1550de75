import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { Store } from '../store/schema.ts';

interface Hit {
  readonly app_id: string;
  readonly app: string;
  readonly advisory_id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly packages: string;
  readonly environments: string;
  readonly fixed: string;
}

/** Bounds one look; the rest is told at the next. */
const mostAtOnce = 200;

/** Tells of each advisory about a loaded package once for each app, in the transaction that notes it. */
export async function tellHits(store: Store): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const { rows } = await sql<Hit>`
      with fresh as (
        insert into advisory_hits (app_id, advisory_id)
        select distinct l.app_id, l.advisory_id from loaded_advisories l
        where not l.is_dismissed and not exists (select from advisory_hits h
          where h.app_id = l.app_id and h.advisory_id = l.advisory_id)
        limit ${mostAtOnce} on conflict do nothing returning app_id, advisory_id
      )
      select f.app_id, a.name as app, f.advisory_id, v.summary, v.severity,
        string_agg(distinct l.name || ' ' || l.version, ', ') as packages,
        string_agg(distinct l.environment, ', ') as environments,
        string_agg(distinct array_to_string(l.fixed_in, ', '), ', ') as fixed
      from fresh f join apps a on a.id = f.app_id join advisories v on v.id = f.advisory_id
      join loaded_advisories l on l.app_id = f.app_id and l.advisory_id = f.advisory_id
      group by 1, 2, 3, 4, 5`.execute(transaction);
    for (const hit of rows) await tell(transaction, hit);
  });
}

function tell(transaction: Store, hit: Hit): Promise<void> {
  const { app_id: appId, app, advisory_id: id, summary, severity, packages } = hit;
  return queueOtherNews(transaction, 'opened', {
    subject: `advisory ${id} ${appId}`,
    severity,
    title: `${app} runs ${packages}: ${summary}`.slice(0, 300),
    text: '',
    facts: [
      { name: 'Advisory', value: id },
      { name: 'Environments', value: hit.environments },
      ...(hit.fixed === '' ? [] : [{ name: 'Mended in', value: hit.fixed }]),
    ],
    path: `/inventory/packages?app=${appId}&only=yes`,
    appId,
  });
}
