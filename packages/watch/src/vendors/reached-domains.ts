import { sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import { vendorDomain } from './vendor-domain.ts';

/** Hosts of one domain that an app reaches from one environment. */
export interface DomainUse {
  readonly appId: string;
  readonly app: string;
  readonly environment: string;
  readonly hosts: readonly string[];
  readonly calls: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
}

interface Row {
  readonly app_id: string;
  readonly app: string;
  readonly environment: string;
  readonly host: string;
  readonly calls: number;
  readonly first_seen: Date;
  readonly last_seen: Date;
}

const mostHosts = 20_000;

/** By domain, which apps of those that the asker sees reach it, as guard tells. */
export async function reachedDomains(
  store: Store,
  scope: AppScope,
): Promise<ReadonlyMap<string, readonly DomainUse[]>> {
  const { rows } = await sql<Row>`
    select o.app_id, a.name as app, o.environment, o.host, sum(o.calls)::bigint as calls,
      min(o.first_seen) as first_seen, max(o.last_seen) as last_seen
    from app_outbound o join apps a on a.id = o.app_id
    where ${isSeen(scope, 'o.app_id')}
    group by 1, 2, 3, 4 order by max(o.last_seen) desc limit ${mostHosts}`.execute(store);
  const found = new Map<string, Map<string, DomainUse>>();
  for (const row of rows) {
    const domain = vendorDomain(row.host);
    if (domain === undefined) continue;
    const uses = found.get(domain) ?? new Map<string, DomainUse>();
    const place = `${row.app_id} ${row.environment}`;
    uses.set(place, withHost(uses.get(place), row));
    found.set(domain, uses);
  }
  return new Map([...found].map(([domain, uses]) => [domain, [...uses.values()]]));
}

function withHost(before: DomainUse | undefined, row: Row): DomainUse {
  const { app_id: appId, app, environment, host, calls, first_seen, last_seen } = row;
  return {
    appId,
    app,
    environment,
    hosts: [...(before?.hosts ?? []), host].toSorted(),
    calls: (before?.calls ?? 0) + calls,
    firstSeen: earlier(before?.firstSeen, first_seen),
    lastSeen: before?.lastSeen ?? last_seen,
  };
}

function earlier(one: Date | undefined, other: Date): Date {
  return one !== undefined && one < other ? one : other;
}
