import type { Finding } from '@castellan/core';
import type { Store } from '../store/schema.ts';
import { Partitions } from '../store/partitions.ts';
import { caseFinding, caseRows, caseScope } from './case-finding.ts';
import { storeDelivery } from './store-delivery.ts';

/** The id of a new incident, that of an app of its own. */
export async function caseIncident(store: Store, part: Partial<Finding> = {}): Promise<string> {
  const scope = await caseScope(store);
  const rows = caseRows(scope, [caseFinding(part)]);
  await storeDelivery(store, new Partitions(store), scope, { rows, heartbeats: [] });
  const { id } = await store
    .selectFrom('incidents')
    .select('id')
    .where('app_id', '=', scope.appId)
    .executeTakeFirstOrThrow();
  return id;
}
