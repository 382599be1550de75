import type { HostState } from '@castellan/core';
import { sql } from 'kysely';
import type { IngestScope } from '../people/tokens.ts';
import type { StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';

/** Of one app; the one that was silent longest goes first. */
const mostHosts = 500;

/** Keeps how a host looks now, and has its monitors look at that soon. */
export async function keepHostState(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  host: string,
  state: HostState,
): Promise<void> {
  await transaction
    .insertInto('host_states')
    .values({ app_id: appId, environment, host, state: storableJson(state) })
    .onConflict((conflict) =>
      conflict.columns(['app_id', 'environment', 'host']).doUpdateSet((update) => ({
        state: update.ref('excluded.state'),
        received_at: sql<Date>`now()`,
      })),
    )
    .execute();
  await sql`
    delete from host_states s using (
      select environment, host from host_states where app_id = ${appId}
      order by received_at desc offset ${mostHosts}
    ) old where s.app_id = ${appId} and s.environment = old.environment and s.host = old.host`.execute(
    transaction,
  );
  await sql`
    update monitors set next_at = now() where kind = 'host-drift' and settings->>'app' = ${appId}
      and settings->>'environment' = ${environment} and settings->>'host' = ${host}`.execute(
    transaction,
  );
}
