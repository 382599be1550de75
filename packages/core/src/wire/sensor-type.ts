import type { Finding, FindingSink, SourceLocation } from './finding-type.ts';

/** Names the file in which an attack run says where its sensor is to report; without it there is none. */
export const sensorVariable = 'CASTELLAN_SENSOR';

/** Says of which exchange of which run a request is: `<tag>-<number>`, and `-learn` to name what is read. */
export const attackHeader = 'x-castellan-attack';

/** What the file of `sensorVariable` holds, as JSON. Readable by its owner alone. */
export interface SensorPlace {
  /** Path of the unix socket, or name of the pipe, on which the attack run listens. */
  readonly socket: string;
  /** By which the run knows its sensor. */
  readonly key: string;
  /** By which the sensor knows the run's requests. */
  readonly tag: string;
}

/** A guarded process that reports to an attack run. */
export interface SensorHello {
  readonly version: 1;
  readonly key: string;
  readonly instance: string;
  readonly app: string;
  readonly mode: string;
  readonly nodeVersion: string;
}

/** One call of a sink during an exchange. */
export interface Sighting {
  readonly exchange: number;
  readonly sink: FindingSink;
  /** The call's text, as far as a message may hold. */
  readonly text: string;
  /** For a path: what is done with it; for a program: nothing. */
  readonly operation?: string;
  /** Canaries among the call's other arguments: bound as parameters, not part of its text. */
  readonly bound: readonly string[];
  readonly location?: SourceLocation;
}

/** A route as the app registered it. */
export interface RegisteredRoute {
  readonly method: string;
  readonly pattern: string;
}

/** A regular expression that was held against a text of an exchange, all times together. */
export interface ExpressionUse {
  readonly source: string;
  readonly flags: string;
  /** Of the longest text, in UTF-16 code units. */
  readonly length: number;
  readonly elapsedMs: number;
  /** Canaries in the texts. */
  readonly canaries: readonly string[];
  readonly location?: SourceLocation;
}

/** An exchange that is over. Everything that it did before its answer ended has been told by then. */
export interface ExchangeOver {
  readonly exchange: number;
  /** The route that it matched. */
  readonly route?: string;
  /** Inputs that the app read by name, whether they were there or not: `query.q`, `header.x-id`. */
  readonly reads: readonly string[];
  /** Names that it left on `Object.prototype`; guard has taken them away again. */
  readonly polluted: readonly string[];
  /** Expressions that values of the run came to, and those that took long. */
  readonly expressions?: readonly ExpressionUse[];
}

/** One line from the sensor to the attack run. */
export type SensorMessage =
  | { readonly hello: SensorHello }
  /** What guard does not see in this process, and why. */
  | { readonly unseen: { readonly library: string; readonly cause: string } }
  | { readonly listening: { readonly port: number } }
  | { readonly routes: readonly RegisteredRoute[] }
  | { readonly sighting: Sighting }
  | {
      readonly verdict: {
        readonly exchange: number;
        readonly finding: Finding;
      };
    }
  | { readonly over: ExchangeOver };
