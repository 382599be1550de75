import type { SinkKind } from './sink-kind.ts';

/** One function of a library that leads to a sink. */
export interface SinkApi {
  /** As a developer reads it in code: `Client.query`, `exec`. */
  readonly name: string;
  readonly kind: SinkKind;
  /** How the dangerous value is passed, in words. */
  readonly argument: string;
}

/** A library, Node module or language feature that leads to sinks. */
export interface SinkLibrary {
  /** Package name, `node:` module, or `javascript` for the language itself. Unique in the table. */
  readonly name: string;
  /** Versions covered, as a semver range; for what ships with Node, the Node versions we support. */
  readonly versions: string;
  readonly apis: readonly SinkApi[];
  /**
   * Libraries of this table that carry the call out, where this one has no sink of its own; none where
   * what carries it out is judged nowhere.
   */
  readonly through?: readonly string[];
  /** What is known of versions outside the range, as the end of a sentence. */
  readonly otherVersions?: string;
}

/** Node versions on which the product runs. */
export const supportedNodeVersions = '^20.19.0 || ^22.12.0 || >=24.0.0';
