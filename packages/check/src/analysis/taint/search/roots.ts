import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import type { Cured, Harm } from '../harms.ts';

/** What kind of value a flow is about: only sinks of the same label care. */
export type Label = 'input' | 'random' | 'digest' | 'password';

/** A node at which a value enters. */
export interface Root {
  readonly node: NodeId;
  readonly label: Label;
  /** `query parameters: id` */
  readonly title: string;
  readonly cure: Cured;
}

/** A node at which a value does harm. */
export interface SinkPoint {
  readonly node: NodeId;
  readonly label: Label;
  /** Undefined where no cure helps. */
  readonly harm: Harm | undefined;
  readonly title: string;
  /** False when the library is told only by how the call looks. */
  readonly isTyped: boolean;
  readonly file: number;
  readonly start: number;
  readonly symbol: string | undefined;
  /** The function in which it stands. */
  readonly within?: FunctionFacts;
  /** Facts that a rule may want: the program that is started. */
  readonly detail?: string;
}

/** A value that gets from a root to a sink, and the nodes on its way. */
export interface Route {
  readonly root: Root;
  readonly sink: SinkPoint;
  readonly nodes: readonly NodeId[];
  /** By which way the table got there that the value is a part of, the search did not find. */
  readonly isFromAfar?: true;
}
