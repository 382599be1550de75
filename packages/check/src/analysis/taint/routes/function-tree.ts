import type { FlowGraph, FunctionFacts, NodeId } from '../flow-graph.ts';

/** Which function stands in which, by their places in the source. */
export class FunctionTree {
  readonly #graph: FlowGraph;
  /** Functions of each file in the order of their starts. */
  readonly #ofFile = new Map<number, FunctionFacts[]>();
  readonly #parents = new Map<number, FunctionFacts>();
  readonly #inner = new Map<number, FunctionFacts[]>();

  constructor(graph: FlowGraph) {
    this.#graph = graph;
    for (const facts of graph.functions) {
      if (this.#end(facts) === 0) continue;
      const file = graph.file.at(facts.returned);
      const known = this.#ofFile.get(file);
      if (known) known.push(facts);
      else this.#ofFile.set(file, [facts]);
    }
    for (const list of this.#ofFile.values()) this.#nest(list);
  }

  #nest(list: FunctionFacts[]): void {
    list.sort((a, b) => this.#start(a) - this.#start(b) || this.#end(b) - this.#end(a));
    const open: FunctionFacts[] = [];
    for (const facts of list) {
      while (open.length > 0 && this.#end(open.at(-1)!) <= this.#start(facts)) open.pop();
      const parent = open.at(-1);
      if (parent !== undefined) {
        this.#parents.set(facts.id, parent);
        const inner = this.#inner.get(parent.id);
        if (inner) inner.push(facts);
        else this.#inner.set(parent.id, [facts]);
      }
      open.push(facts);
    }
  }

  #start(facts: FunctionFacts): number {
    return this.#graph.start.at(facts.returned);
  }

  #end(facts: FunctionFacts): number {
    return this.#graph.end.at(facts.returned);
  }

  /** The innermost function around a place. */
  around(file: number, offset: number): FunctionFacts | undefined {
    const list = this.#ofFile.get(file) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#start(list[middle]!) <= offset) low = middle + 1;
      else high = middle;
    }
    let found = list[low - 1];
    while (found !== undefined && this.#end(found) <= offset) found = this.#parents.get(found.id);
    return found;
  }

  /** The function that a node stands in. */
  of(node: NodeId): FunctionFacts | undefined {
    return this.around(this.#graph.file.at(node), this.#graph.start.at(node));
  }

  /** A function and all that stand in it. */
  withInner(facts: FunctionFacts): FunctionFacts[] {
    const all = [facts];
    for (let at = 0; at < all.length; at += 1) all.push(...(this.#inner.get(all[at]!.id) ?? []));
    return all;
  }

  /** Whether two functions stand in one that stands in no other. */
  areTogether(one: FunctionFacts, other: FunctionFacts): boolean {
    return this.#outermost(one) === this.#outermost(other);
  }

  #outermost(facts: FunctionFacts): FunctionFacts {
    let found = facts;
    for (let at = this.#parents.get(found.id); at; at = this.#parents.get(at.id)) found = at;
    return found;
  }

  /** Whether a function stands in another, or is it. */
  isWithin(facts: FunctionFacts, outer: FunctionFacts): boolean {
    for (let one: FunctionFacts | undefined = facts; one; one = this.#parents.get(one.id))
      if (one === outer) return true;
    return false;
  }
}
