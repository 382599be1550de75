import type { Call, NodeId } from '../flow-graph.ts';
import type { Place } from './route-program.ts';

/** Still the value as it entered, something made of it, or a field of it. */
export type State = 'itself' | 'made' | 'part';

/** What becomes of one value of a request, before it is known to be what it should be. */
export interface Traced {
  readonly schemas: Call[];
  readonly unheeded: Call[];
  readonly signed: Call[];
  readonly uses: Place[];
  readonly unclear: Place[];
  isByHand: boolean;
  /** What is checked by hand is only a part of it. */
  isPartlyByHand: boolean;
  /** Fields that are read of it, each with the nodes that hold it. */
  readonly fields: Map<string, NodeId[]>;
  /** Reads of its address as a table of parameters. */
  readonly tables: NodeId[];
  /** All nodes that it got to. */
  readonly reached: ReadonlyMap<NodeId, unknown>;
}

export function nothingFound(reached: ReadonlyMap<NodeId, unknown> = new Map()): Traced {
  return {
    schemas: [],
    unheeded: [],
    signed: [],
    uses: [],
    unclear: [],
    isByHand: false,
    isPartlyByHand: false,
    fields: new Map(),
    tables: [],
    reached,
  };
}

/** Notes that something was asked of a value, or of a part of it. */
export function noteCheck(state: State, found: Traced): void {
  if (state === 'part') found.isPartlyByHand = true;
  else found.isByHand = true;
}
