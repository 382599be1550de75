import { type RawBuilder, sql } from 'kysely';
import type { AppScope } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import { findIncident, type IncidentRow, incidentsWhere } from './list-incidents.ts';

const nearMs = 6 * 3_600_000;
const most = 100;

/** Why one incident has to do with another. */
export const relations = ['merged', 'actor', 'campaign'] as const;
export type Relation = (typeof relations)[number];

export type RelatedIncident = IncidentRow & { readonly relation: Relation };

/**
 * Incidents that were merged into this one, and those of the same app's campaign or actor
 * within six hours of it. `undefined` when there is no such incident.
 */
export async function relatedIncidents(
  store: Store,
  scope: AppScope,
  id: string,
): Promise<readonly RelatedIncident[] | undefined> {
  const incident = await findIncident(store, scope, id);
  if (incident === undefined) return undefined;
  const { first_seen, last_seen, actor, campaign_id } = incident;
  const from = new Date(first_seen.getTime() - nearMs);
  const until = new Date(last_seen.getTime() + nearMs);
  const near = sql`i.id <> ${id} and i.merged_into is null and i.app_id = ${incident.app_id}
    and i.last_seen >= ${from} and i.first_seen <= ${until}`;
  const find = (condition: RawBuilder<boolean>): Promise<readonly IncidentRow[]> =>
    incidentsWhere(store, scope, condition, most);
  const [merged, campaign, ofActor] = await Promise.all([
    find(sql<boolean>`i.merged_into = ${id}`),
    campaign_id === null ? [] : find(sql<boolean>`i.campaign_id = ${campaign_id} and ${near}`),
    actor === '' ? [] : find(sql<boolean>`i.actor = ${actor} and ${near}`),
  ]);
  const all = new Map<string, RelatedIncident>();
  const add = (rows: readonly IncidentRow[], relation: Relation): void => {
    for (const row of rows) if (!all.has(row.id)) all.set(row.id, { ...row, relation });
  };
  add(merged, 'merged');
  add(ofActor, 'actor');
  add(campaign, 'campaign');
  return [...all.values()];
}
