import { everything, nothing } from '../harms.ts';
import type { Call, FunctionFacts, NodeId } from '../flow-graph.ts';
import type { RouteProgram } from './route-program.ts';
import { noteCheck, type State, type Traced } from './traced.ts';

/** Fields into which more places write say nothing of one value. */
const mostWriters = 20;
const someFunctions = 8;

/** The functions of a route and the calls in them: a value that leaves a function comes back there only. */
export interface Within {
  readonly functions: ReadonlySet<FunctionFacts>;
  readonly calls: ReadonlySet<number>;
}

/** One walk through the graph: in by any call, out by calls that it went in by. */
export class Walk {
  readonly reached: Map<NodeId, State> = new Map();
  readonly #program: RouteProgram;
  readonly #returns: Set<number>;
  readonly #functions: Set<FunctionFacts>;
  readonly #fieldNodes: ReadonlySet<NodeId>;
  readonly #waiting = new Map<number, NodeId[]>();
  readonly #out = new Set<NodeId>();

  constructor(program: RouteProgram, within: Within, fieldNodes: ReadonlySet<NodeId>) {
    this.#program = program;
    this.#returns = new Set(within.calls);
    this.#functions = new Set(within.functions);
    this.#fieldNodes = fieldNodes;
  }

  /** A field of an object goes where the object goes. */
  carry({ callee, within }: Call): void {
    if (!this.#functions.has(within)) return;
    const callees = this.#program.functionsAt(callee);
    if (callees.length <= someFunctions) for (const facts of callees) this.#enterFunction(facts);
  }

  #enterFunction(facts: FunctionFacts): void {
    if (this.#functions.has(facts)) return;
    for (const one of this.#program.functions.withInner(facts)) this.#functions.add(one);
  }

  leaveOut(node: NodeId): void {
    this.#out.add(node);
  }

  reach(node: NodeId, state: State): void {
    if (!this.reached.has(node) && !this.#out.has(node)) this.reached.set(node, state);
  }

  step(node: NodeId, state: State, found: Traced, stops: ReadonlySet<NodeId>): void {
    const { graph } = this.#program;
    const parts = partsOf(node, this.#program);
    graph.eachEdge(node, (edge) => {
      const to = graph.target(edge);
      if (stops.has(to)) return;
      const cure = graph.cure(edge);
      const isSame = graph.isIdentity(edge);
      const site = graph.site(edge);
      // From here on it is what a test asked for, or a number.
      if (cure === everything || (isSame && cure !== nothing)) noteCheck(state, found);
      else if (site > 0) this.#enter(to, site, state);
      else if (site < 0) this.#leave(to, -site, state);
      else if (graph.isHeap(edge) && !this.#isRead(to)) return;
      else this.reach(to, parts.has(to) ? 'part' : isSame || state === 'part' ? state : 'made');
    });
  }

  /** Fields are shared by all objects of a place: of who reads them only functions that are on the way count. */
  #isRead(to: NodeId): boolean {
    if (this.#fieldNodes.has(to)) return this.#program.graph.writers(to) <= mostWriters;
    const around = this.#program.functions.of(to);
    return around !== undefined && this.#functions.has(around);
  }

  #enter(to: NodeId, site: number, state: State): void {
    const call = this.#program.graph.calls[site - 1]!;
    if (this.#program.functionsAt(call.callee).length > someFunctions) return;
    this.#returns.add(site);
    const entered = this.#program.functions.of(to);
    if (entered !== undefined) this.#enterFunction(entered);
    this.reach(to, state);
    for (const waiting of this.#waiting.get(site) ?? []) this.reach(waiting, state);
  }

  #leave(to: NodeId, site: number, state: State): void {
    if (this.#returns.has(site)) this.reach(to, state);
    else append(this.#waiting, site, to);
  }
}

/** Where fields of the value at a node are read under a name; elements of lists are as it is. */
function partsOf(node: NodeId, { graph }: RouteProgram): ReadonlySet<NodeId> {
  const parts = new Set<NodeId>();
  for (const use of graph.uses[node] ?? [])
    if (use.kind === 'load' && !/^(?:[*%]|\d+)$/.test(use.property)) parts.add(use.to);
  return parts;
}

/** Adds a value to those of a key. */
export function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
