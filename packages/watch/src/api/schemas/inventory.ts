import { type Coverage, coverageLayers, coverageStatuses, type Severity } from '@castellan/core';
import * as z from 'zod';
import { environmentName, id, severity, shortText, time } from './parts.ts';

const nodeState = z.object({
  version: z.string(),
  state: z.enum(['supported', 'ends-soon', 'ended', 'unknown']),
  endOfLife: z.string().optional(),
});

/** How the detections of an app are enforced. */
const enforced = ['block', 'monitor', 'off', 'mixed', 'unknown'] as const;
type Enforced = (typeof enforced)[number];

/** One app in one environment, at one look. */
export interface AppInventory {
  appId: string;
  app: string;
  environment: string;
  live: number;
  silent: number;
  hosts: number;
  nodes: {
    version: string;
    state: 'supported' | 'ends-soon' | 'ended' | 'unknown';
    endOfLife?: string | undefined;
  }[];
  guardVersions: string[];
  mode: Enforced;
  openIncidents: number;
  packages: number;
  vulnerable: number;
  unprotected: number;
  risk: Severity | 'none';
  /** Why, the worst first. */
  reasons: string[];
  seenAt: string;
}

export const appInventorySchema: z.ZodType<AppInventory> = z.object({
  appId: id,
  app: z.string(),
  environment: z.string(),
  live: z.number(),
  silent: z.number(),
  hosts: z.number(),
  nodes: z.array(nodeState),
  guardVersions: z.array(z.string()),
  mode: z.enum(enforced),
  openIncidents: z.number(),
  packages: z.number(),
  vulnerable: z.number(),
  unprotected: z.number(),
  risk: z.union([severity, z.literal('none')]),
  reasons: z.array(z.string()),
  seenAt: time,
});

/** A guarded process, and the machine that it runs on. */
export interface HostProcess {
  host?: string | undefined;
  appId: string;
  app: string;
  environment: string;
  instance: string;
  platform?: string | undefined;
  startMode?: string | undefined;
  startedAt?: string | undefined;
  nodeVersion: string;
  guardVersion: string;
  isLive: boolean;
  seenAt: string;
}

export const hostProcessSchema: z.ZodType<HostProcess> = z.object({
  host: z.string().optional(),
  appId: id,
  app: z.string(),
  environment: z.string(),
  instance: z.string(),
  platform: z.string().optional(),
  startMode: z.string().optional(),
  startedAt: z.string().optional(),
  nodeVersion: z.string(),
  guardVersion: z.string(),
  isLive: z.boolean(),
  seenAt: time,
});

/** An advisory about a package that is loaded. */
interface LoadedAdvisory {
  id: string;
  summary: string;
  severity: Severity;
  score: number | null;
  url: string;
  aliases: readonly string[];
  fixedIn: readonly string[];
  /** In every app that loads the package. */
  isDismissed: boolean;
}

/** A version of a package of which code runs, and where. */
export interface LoadedPackage {
  name: string;
  version: string;
  apps: readonly {
    appId: string;
    app: string;
    environment: string;
    place: string;
    firstSeen: string;
    lastSeen: string;
  }[];
  advisories: readonly LoadedAdvisory[];
}

export const loadedPackageSchema: z.ZodType<LoadedPackage> = z.object({
  name: z.string(),
  version: z.string(),
  apps: z.array(
    z.object({
      appId: id,
      app: z.string(),
      environment: z.string(),
      place: z.string(),
      firstSeen: time,
      lastSeen: time,
    }),
  ),
  advisories: z.array(
    z.object({
      id: z.string(),
      summary: z.string(),
      severity,
      score: z.number().nullable(),
      url: z.string(),
      aliases: z.array(z.string()),
      fixedIn: z.array(z.string()),
      isDismissed: z.boolean(),
    }),
  ),
});

/** A route that requests came to. */
export interface SeenRoute {
  appId: string;
  app: string;
  environment: string;
  method: string;
  /** Empty for requests of which no framework tells the route. */
  pattern: string;
  firstSeen: string;
  lastSeen: string;
  requests: number;
  /** Events of the last seven days. */
  attacks: number;
  modes: Readonly<Record<string, string>>;
}

const seen = {
  appId: id,
  app: z.string(),
  environment: z.string(),
  firstSeen: time,
  lastSeen: time,
};

export const seenRouteSchema: z.ZodType<SeenRoute> = z.object({
  ...seen,
  method: z.string(),
  pattern: z.string(),
  requests: z.number(),
  attacks: z.number(),
  modes: z.record(z.string(), z.string()),
});

/** A host that an app reached. */
export interface ReachedHost {
  appId: string;
  app: string;
  environment: string;
  host: string;
  port: number;
  library: string;
  firstSeen: string;
  lastSeen: string;
  calls: number;
  /** First reached within a week. */
  isNew: boolean;
}

export const reachedHostSchema: z.ZodType<ReachedHost> = z.object({
  ...seen,
  host: z.string(),
  port: z.number(),
  library: z.string(),
  calls: z.number(),
  isNew: z.boolean(),
});

/** What guard covers of one library in the processes of an app and environment. */
interface LibraryCoverage {
  library: string;
  version: string;
  layer: Coverage['layer'];
  status: Coverage['status'];
  cause?: string | undefined;
  processes: number;
}

/** What is guarded of one app in one environment, and what is not. */
export interface EnvironmentCoverage extends AppInventory {
  modes: Readonly<Record<string, string>>;
  exceptions: readonly {
    route: string;
    mode: string;
    detections?: readonly string[] | undefined;
  }[];
  seesEsModules: boolean | null;
  /** Parts of the inventory that the operator keeps back. */
  keptBack: string[];
  leftOut: { packages: number; routes: number; outbound: number };
  libraries: LibraryCoverage[];
}

export const environmentCoverageSchema: z.ZodType<EnvironmentCoverage> = (
  appInventorySchema as unknown as z.ZodObject
).extend({
  modes: z.record(z.string(), z.string()),
  exceptions: z.array(
    z.object({ route: z.string(), mode: z.string(), detections: z.array(z.string()).optional() }),
  ),
  seesEsModules: z.boolean().nullable(),
  keptBack: z.array(z.string()),
  leftOut: z.object({ packages: z.number(), routes: z.number(), outbound: z.number() }),
  libraries: z.array(
    z.object({
      library: z.string(),
      version: z.string(),
      layer: z.enum(coverageLayers),
      status: z.enum(coverageStatuses),
      cause: z.string().optional(),
      processes: z.number(),
    }),
  ),
}) as unknown as z.ZodType<EnvironmentCoverage>;

/** An advisory that is no alert and no risk until an end. */
export interface Dismissal {
  id: string;
  advisory: string;
  appId?: string | undefined;
  reason: string;
  endsAt: string;
  createdAt: string;
  createdBy: string;
}

export const dismissalSchema: z.ZodType<Dismissal> = z.object({
  id,
  advisory: z.string(),
  appId: id.optional(),
  reason: z.string(),
  endsAt: time,
  createdAt: time,
  createdBy: z.string(),
});

export const newDismissalSchema: z.ZodType<{
  advisory: string;
  app?: string | undefined;
  reason: string;
  days: number;
}> = z.object({
  advisory: z.string().min(1).max(200),
  app: id.optional().describe('Every app when absent.'),
  reason: shortText,
  days: z.number().int().min(1).max(365),
});

/** What every list of the inventory can be narrowed by. */
export const inventoryQuery: {
  readonly app: z.ZodOptional<z.ZodUUID>;
  readonly environment: z.ZodOptional<typeof environmentName>;
  readonly text: z.ZodOptional<z.ZodString>;
} = {
  app: id.optional(),
  environment: environmentName.optional(),
  text: z.string().trim().max(200).optional(),
};
