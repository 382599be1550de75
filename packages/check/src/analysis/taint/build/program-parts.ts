import type { FlowGraph, NodeId } from '../flow-graph.ts';
import type { Things } from '../objects.ts';

/** Something of note that is no flow. */
export interface Sighting {
  readonly what:
    | 'tls-verify-off'
    | 'tls-verify-chosen'
    | 'comparison'
    | 'named-secret'
    | 'store'
    | 'mongo-where';
  readonly node: NodeId;
  readonly other?: NodeId;
  readonly text?: string;
  readonly file: number;
  readonly start: number;
}

/** A stretch of code, in UTF-16 code units. */
export interface Stretch {
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

/** Everything about the whole program that building adds to. */
export interface ProgramParts {
  readonly graph: FlowGraph;
  readonly things: Things;
  /** Things that nodes hold from the start. */
  readonly given: [node: NodeId, thing: number][];
  readonly sightings: Sighting[];
  /** Code that only those reach who sent a secret of the environment. */
  readonly keyed: Stretch[];
  /** What an import yields; a package's own path, or the exports of a file. */
  moduleOf(from: number, specifier: string): NodeId | undefined;
  /** `module` of a file, which holds `exports`. */
  moduleObject(file: number): NodeId;
  exportsOf(file: number): NodeId;
}
