import type { Finding } from '@castellan/core';
import { sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';

export interface EventFilter {
  readonly appId?: string | undefined;
  readonly environment?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly address?: string | undefined;
  readonly detection?: string | undefined;
  readonly disposition?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** A finding as it is stored. */
export interface StoredEvent {
  readonly id: string;
  readonly at: Date;
  readonly received_at: Date;
  readonly incident_id: string;
  readonly app_id: string;
  readonly finding: Finding;
}

/** Findings, the latest first. */
export async function listEvents(
  store: Store,
  scope: AppScope,
  filter: EventFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<StoredEvent>> {
  let query = store
    .selectFrom('events')
    .select(['id', 'at', 'received_at', 'incident_id', 'app_id', 'finding'])
    .where(isSeen(scope, 'app_id'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (filter.appId !== undefined) query = query.where('app_id', '=', filter.appId);
  if (filter.environment !== undefined) query = query.where('environment', '=', filter.environment);
  if (filter.incidentId !== undefined) query = query.where('incident_id', '=', filter.incidentId);
  if (filter.address !== undefined) query = query.where('address', '=', filter.address);
  if (filter.detection !== undefined) query = query.where('detection', '=', filter.detection);
  if (filter.disposition !== undefined) query = query.where('disposition', '=', filter.disposition);
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.until !== undefined) query = query.where('at', '<', filter.until);
  if (after !== undefined)
    query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.key}::uuid)`);
  return pageOf(await query.execute(), limit, ({ at, id }) => ({ at, key: id }));
}
