import { type Inventory, type Mode, type RouteSeen, wireLimits } from '@castellan/core';
import { firstHeartbeatMs } from '../config/first-heartbeat.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Policy } from '../config/policy.ts';
import { hasModuleHooks } from '../hooks/esm.ts';
import { nodeOs as os } from '../hooks/originals.ts';
import { outboundDelivered, outboundLeftOut, takeOutbound, watchOutbound } from './outbound.ts';
import { loadedPackages, packagesDigest, packagesLeftOut, readPackages } from './packages.ts';
import { routesDelivered, routesLeftOut, takeRoutes, watchRoutes } from './routes.ts';
import { startMode } from './start-mode.ts';

/** Half a second before the first heartbeat, so that it can name the list: else it came with the next one. */
const readAheadMs = firstHeartbeatMs - 500;
const timer = setTimeout;

/** Where the reporter to watch gets the inventory from. */
export interface InventorySource {
  /** What is to be told now, with the list of packages when watch asked for it. */
  take(withPackages: boolean): Inventory;
  /** What was taken last has arrived: counts go on from there. */
  delivered(): void;
}

/** Counts from now on what the operator lets guard tell of. */
export function startInventory(
  configuration: Configuration,
  policy: Policy,
  detectionIds: readonly string[],
): InventorySource {
  const { inventory: parts, watchUrl } = configuration;
  const has = (part: Configuration['inventory'][number]): boolean => parts.includes(part);
  if (has('packages')) timer(readPackages, readAheadMs).unref();
  if (has('routes')) watchRoutes();
  if (has('outbound')) watchOutbound(watchUrl);
  const still = whatStays(configuration, detectionIds, has('host'));
  return {
    take(withPackages) {
      if (has('packages')) readPackages();
      const digest = has('packages') ? packagesDigest() : undefined;
      const packages = digest !== undefined && withPackages ? loadedPackages() : undefined;
      return {
        ...still,
        ...(digest !== undefined && { packagesDigest: digest }),
        ...(packages !== undefined && { packages }),
        routes: takeRoutes().map((route) => withModes(route, configuration, policy, still.modes)),
        outbound: takeOutbound(),
        leftOut: {
          packages: packagesLeftOut(),
          routes: routesLeftOut(),
          outbound: outboundLeftOut(),
        },
      };
    },
    delivered() {
      routesDelivered();
      outboundDelivered();
    },
  };
}

function whatStays(
  { inventory, mode, detections, routes }: Configuration,
  detectionIds: readonly string[],
  tellsHost: boolean,
): Omit<Inventory, 'routes' | 'outbound' | 'leftOut'> {
  return {
    parts: inventory,
    platform: `${process.platform} ${process.arch}`,
    ...(tellsHost && { host: os.hostname().slice(0, wireLimits.name) || 'unknown' }),
    pid: process.pid,
    startMode: startMode(),
    startedAt: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
    modes: Object.fromEntries(detectionIds.map((id) => [id, detections[id] ?? mode])),
    exceptions: routes.slice(0, wireLimits.exceptions).map((rule) => ({
      route: rule.route.slice(0, wireLimits.text),
      mode: rule.mode,
      ...(rule.detections && { detections: rule.detections.slice(0, wireLimits.list) }),
    })),
    seesEsModules: hasModuleHooks(),
  };
}

/** Asks the policy only where the operator has made an exception for any route. */
function withModes(
  route: RouteSeen,
  { routes }: Configuration,
  policy: Policy,
  modes: Inventory['modes'],
): RouteSeen {
  if (routes.length === 0 || route.pattern === '') return route;
  const other: Record<string, Mode> = {};
  for (const [id, mode] of Object.entries(modes)) {
    const here = policy.modeOf(id, route.method, route.pattern);
    if (here !== mode) other[id] = here;
  }
  return Object.keys(other).length === 0 ? route : { ...route, modes: other };
}
