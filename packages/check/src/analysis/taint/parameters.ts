import type { FlowGraph, NodeId } from './flow-graph.ts';

/** Hops from a parameter to a place that holds the same value. */
const mostHops = 8;
const ofSeveral = -1;

/** Which nodes hold, inside a function, what was handed to it as one of its parameters. */
export class Parameters {
  readonly #graph: FlowGraph;
  readonly #of = new Map<NodeId, NodeId>();

  constructor(graph: FlowGraph) {
    this.#graph = graph;
    for (const { params, self } of graph.functions)
      for (const param of [...params, self]) if (param !== undefined) this.#mark(param);
  }

  /** The parameter that a node is another name of. */
  of(node: NodeId): NodeId | undefined {
    const param = this.#of.get(node);
    return param === ofSeveral ? undefined : param;
  }

  #mark(param: NodeId): void {
    let front: NodeId[] = [param];
    this.#of.set(param, param);
    for (let hop = 0; hop < mostHops && front.length > 0; hop += 1) {
      const next: NodeId[] = [];
      for (const node of front)
        this.#graph.eachEdge(node, (edge) => {
          if (!this.#graph.isIdentity(edge) || this.#graph.isHeap(edge)) return;
          if (this.#graph.site(edge) !== 0) return;
          const to = this.#graph.target(edge);
          const known = this.#of.get(to);
          const now = this.#of.get(node) === ofSeveral ? ofSeveral : param;
          if (known === now || known === ofSeveral) return;
          this.#of.set(to, known === undefined ? now : ofSeveral);
          next.push(to);
        });
      front = next;
    }
  }
}
