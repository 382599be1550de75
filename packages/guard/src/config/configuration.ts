import { type InventoryPart, inventoryParts, type Mode } from '@castellan/core';

/** What an operator can set, after defaults. One frozen object for the life of the process. */
export interface Configuration {
  /** Name of the app in findings. */
  readonly app: string;
  /** Deployment environment in findings, e.g. `production`. */
  readonly environment: string;
  /** Mode of every detection that has no entry of its own. */
  readonly mode: Mode;
  /** Mode per detection id. */
  readonly detections: Readonly<Record<string, Mode>>;
  /** Exceptions per route, first match wins. */
  readonly routes: readonly RouteRule[];
  /** Calls that are no attack although a detection says so: false alarms, each with its reason and end. */
  readonly exceptions: readonly PolicyException[];
  /** Hosts that user input may lead a connection to although they are private, e.g. `images.internal`. */
  readonly allowedHosts: readonly string[];
  /** Where findings are kept; `false` keeps none. */
  readonly findingsFile: string | false;
  /** Address of the team's watch, e.g. `https://watch.example.com`; `false` reports to none. */
  readonly watchUrl: string | false;
  /** The ingest token that watch gave for this app and environment; better kept in CASTELLAN_TOKEN. */
  readonly watchToken: string | false;
  /** Where findings wait on disk while watch is away; `false` keeps them in memory only. */
  readonly spoolDirectory: string | false;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed; of all others it never is. */
  readonly trustedProxies: readonly string[];
  /**
   * Secret with which users' ids are hashed before they leave the process, the same in every process
   * of the app; `false` sends them as they are. Better kept in CASTELLAN_USER_ID_KEY.
   */
  readonly userIdKey: string | false;
  /** Paths on which somebody who has to prove again who they are may do so, e.g. `/verify`; the first is told. */
  readonly stepUpPaths: readonly string[];
  /** What watch is told of the app beside its signs of life: any of `packages`, `routes`, `outbound`, `host`. */
  readonly inventory: readonly InventoryPart[];
  /** How findings and coverage are logged on stderr. `auto`: text on a terminal, else JSON. */
  readonly log: 'auto' | 'json' | 'text' | 'off';
}

/** `detections` narrows the rule to some; without it the rule is for all. */
export interface RouteRule {
  /** `METHOD /pattern` or `/pattern`; `*` stands for any rest of one segment, `**` for any rest. */
  readonly route: string;
  readonly mode: Mode;
  readonly detections?: readonly string[];
}

/** One false alarm: of one detection, on one route, from one input, until a day. */
export interface PolicyException {
  readonly detection: string;
  /** As in `RouteRule`. */
  readonly route: string;
  /** Path of the input: `body.comment`; `*` stands for any rest of one part between dots. */
  readonly input: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly until: string;
}

export const defaultConfiguration: Configuration = Object.freeze({
  app: 'app',
  environment: 'production',
  mode: 'block',
  detections: Object.freeze({}),
  routes: Object.freeze([]),
  exceptions: Object.freeze([]),
  allowedHosts: Object.freeze([]),
  findingsFile: '.castellan/findings.ndjson',
  watchUrl: false,
  watchToken: false,
  spoolDirectory: '.castellan/spool',
  trustedProxies: Object.freeze([]),
  userIdKey: false,
  stepUpPaths: Object.freeze([]),
  inventory: inventoryParts,
  log: 'auto',
});
