import type { Mode } from '../vocabulary/verdict.ts';

/** What of an inventory an operator may leave out. */
export const inventoryParts = ['packages', 'routes', 'outbound', 'host'] as const;
export type InventoryPart = (typeof inventoryParts)[number];

/** A package of which code ran, by the first place where it stood. */
export interface PackageLoaded {
  readonly name: string;
  readonly version: string;
  /** Its directory, from the working directory of the process where it is below it. */
  readonly place: string;
}

/** Requests to one route since the last inventory that arrived. */
export interface RouteSeen {
  readonly method: string;
  /** As the framework wrote it: `/users/:id`; empty where none tells. */
  readonly pattern: string;
  readonly count: number;
  /** Detections that an exception gives another mode here. */
  readonly modes?: Readonly<Record<string, Mode>>;
}

/** Connections or requests to one host since the last inventory that arrived. Neither path nor query. */
export interface HostReached {
  readonly host: string;
  readonly port: number;
  /** Through what: `node:http`, `fetch`, a database's protocol; `node:net` for anything else. */
  readonly library: string;
  readonly count: number;
}

/** A route whose requests are judged otherwise, as configured. */
export interface RouteException {
  readonly route: string;
  readonly mode: Mode;
  /** All when absent. */
  readonly detections?: readonly string[];
}

/** What a guarded process is and what it uses, beside its sign of life. */
export interface Inventory {
  /** The parts that the operator lets guard send. */
  readonly parts: readonly string[];
  /** Operating system and processor: `linux x64`. */
  readonly platform: string;
  /** Name of the machine. */
  readonly host?: string;
  readonly pid: number;
  /** How guard was started: `import`, `require`, `node-options`, `worker` or `code`. */
  readonly startMode: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Mode of each detection where no exception says otherwise. */
  readonly modes: Readonly<Record<string, Mode>>;
  readonly exceptions: readonly RouteException[];
  /** Whether packages that are ES modules only are seen: this Node has hooks for them that work. */
  readonly seesEsModules: boolean;
  /** Names the list of packages; absent until all their versions are read. */
  readonly packagesDigest?: string;
  /** Only when watch asked for it: it has no list of this digest. */
  readonly packages?: readonly PackageLoaded[];
  readonly routes: readonly RouteSeen[];
  readonly outbound: readonly HostReached[];
  /** What went over a bound and is not told by name. */
  readonly leftOut: {
    readonly packages: number;
    /** Requests. */
    readonly routes: number;
    /** Connections and requests. */
    readonly outbound: number;
  };
}
