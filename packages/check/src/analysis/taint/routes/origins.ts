import type { Call, FlowGraph, NodeId } from '../flow-graph.ts';

const mostNodes = 300;

/** Where the very value at a node may come from: results of calls, and nodes that nothing flows to. */
export class Origins {
  readonly #graph: FlowGraph;
  /** Nodes before each node, in one list: those of `node` stand from `first[node]` to `first[node + 1]`. */
  readonly #first: Int32Array;
  readonly #before: Int32Array;
  readonly #results = new Map<NodeId, Call>();
  readonly #known = new Map<NodeId, readonly Origin[]>();

  constructor(graph: FlowGraph) {
    this.#graph = graph;
    const count = graph.nodeCount;
    this.#first = new Int32Array(count + 1);
    for (let node = 0; node < count; node += 1)
      this.#each(node, (to) => (this.#first[to + 1]! += 1));
    for (let node = 0; node < count; node += 1) this.#first[node + 1]! += this.#first[node]!;
    this.#before = new Int32Array(this.#first[count]!);
    const next = this.#first.slice();
    for (let node = 0; node < count; node += 1)
      this.#each(node, (to) => {
        this.#before[next[to]!] = node;
        next[to]! += 1;
      });
    for (const call of graph.calls) if (call.isWritten) this.#results.set(call.result, call);
  }

  /** The very value goes on within a function or through fields: not into calls, nor out of them. */
  #each(from: NodeId, visit: (to: NodeId) => void): void {
    this.#graph.eachEdge(from, (edge) => {
      if (this.#graph.isIdentity(edge) && this.#graph.site(edge) === 0)
        visit(this.#graph.target(edge));
    });
  }

  /** The call whose result a node is. */
  callAt(node: NodeId): Call | undefined {
    return this.#results.get(node);
  }

  /** Nearest first. Bounded: of what comes from very many places some are missed. */
  of(node: NodeId): readonly Origin[] {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const found: Origin[] = [];
    const seen = new Set([node]);
    for (const one of seen) {
      const call = this.#results.get(one);
      const from = this.#first[one]!;
      const to = this.#first[one + 1]!;
      if (call !== undefined) found.push({ node: one, call });
      else if (from === to) found.push({ node: one, call: undefined });
      else
        for (let at = from; at < to && seen.size < mostNodes; at += 1) seen.add(this.#before[at]!);
    }
    this.#known.set(node, found);
    return found;
  }
}

/** Where a value comes from. */
export interface Origin {
  readonly node: NodeId;
  /** The call that gives it. */
  readonly call: Call | undefined;
}
