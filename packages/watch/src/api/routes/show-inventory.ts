import { inventoryParts } from '@castellan/core';
import type { EnvironmentRow } from '../../inventory/list-environments.ts';
import type { HostProcessRow } from '../../inventory/list-hosts.ts';
import { nodeState } from '../../inventory/node-releases.ts';
import type { LibraryRow } from '../../inventory/read-coverage.ts';
import { riskOf } from '../../inventory/risk.ts';
import type { AppInventory, EnvironmentCoverage, HostProcess } from '../schemas/inventory.ts';

/** One app in one environment as the API shows it. */
export function showEnvironment(row: EnvironmentRow): AppInventory {
  const nodes = row.node_versions.map((version) => nodeState(version));
  const unprotected = row.coverage.filter(({ status }) => status === 'unprotected').length;
  const modes = Object.values(row.inventory?.modes ?? {});
  const risk = riskOf({
    incident: row.worst_incident ?? undefined,
    advisory: row.worst_advisory ?? undefined,
    unprotected,
    nodes,
    notBlocking: modes.filter((mode) => mode !== 'block').length,
    isSilent: row.live === 0,
  });
  return {
    appId: row.app_id,
    app: row.app,
    environment: row.environment,
    live: row.live,
    silent: row.silent,
    hosts: row.hosts,
    nodes,
    guardVersions: [...row.guard_versions],
    mode: new Set(modes).size > 1 ? 'mixed' : (modes[0] ?? 'unknown'),
    openIncidents: row.open_incidents,
    packages: row.packages,
    vulnerable: row.vulnerable,
    unprotected,
    risk: risk.level,
    reasons: [...risk.reasons],
    seenAt: row.seen_at.toISOString(),
  };
}

/** The same with what is guarded, and what is not and why. */
export function showCoverage(
  row: EnvironmentRow,
  libraries: readonly LibraryRow[],
): EnvironmentCoverage {
  const { inventory } = row;
  return {
    ...showEnvironment(row),
    modes: inventory?.modes ?? {},
    exceptions: inventory?.exceptions ?? [],
    seesEsModules: inventory?.seesEsModules ?? null,
    keptBack:
      inventory === null ? [] : inventoryParts.filter((part) => !inventory.parts.includes(part)),
    leftOut: inventory?.leftOut ?? { packages: 0, routes: 0, outbound: 0 },
    libraries: libraries
      .filter((one) => one.app_id === row.app_id && one.environment === row.environment)
      .map(({ library, version, layer, status, cause, processes }) => ({
        library,
        version,
        layer,
        status,
        ...(cause !== null && { cause }),
        processes,
      })),
  };
}

export function showHostProcess(row: HostProcessRow): HostProcess {
  return {
    ...(row.host !== null && { host: row.host }),
    appId: row.app_id,
    app: row.app,
    environment: row.environment,
    instance: row.instance,
    ...(row.platform !== null && { platform: row.platform }),
    ...(row.start_mode !== null && { startMode: row.start_mode }),
    ...(row.started_at !== null && { startedAt: row.started_at }),
    nodeVersion: row.node_version,
    guardVersion: row.guard_version,
    isLive: row.is_live,
    seenAt: row.seen_at.toISOString(),
  };
}

/** Where and when something was seen. */
export function seenIn(row: {
  readonly app_id: string;
  readonly app: string;
  readonly environment: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
}): { appId: string; app: string; environment: string; firstSeen: string; lastSeen: string } {
  return {
    appId: row.app_id,
    app: row.app,
    environment: row.environment,
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
  };
}
