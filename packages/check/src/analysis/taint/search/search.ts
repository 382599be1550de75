import type { FlowGraph, NodeId } from '../flow-graph.ts';
import { type Cured, cures } from '../harms.ts';
import type { HeldBy } from './held-by.ts';
import type { Root, Route, SinkPoint } from './roots.ts';

/** Values of most roots get nowhere near these bounds; where one does, what lies further off is missed. */
const mostStates = 1_000_000;
const mostStatesPerEntry = 3_000;
const mostCuresPerNode = 4;
/** Fields into which more places write, and functions that more places call, are crossroads: that two of them have to do with each other is not told. */
const mostWriters = 20;

/** A node reached from an entry, and from where. */
interface State {
  readonly entry: Entry;
  readonly node: NodeId;
  readonly cure: Cured;
  readonly before: State | undefined;
  /** Where the function that was called in between returned. */
  readonly through: State | undefined;
  /** It came out of a field: by which call the function around was entered is not known. */
  readonly isLoose: boolean;
}

interface Caller {
  readonly state: State;
  readonly cure: Cured;
  readonly site: number;
}

/** A way out of what an entry reaches: by the return of its function, or (site 0) into a field. */
interface Exit {
  readonly site: number;
  readonly to: NodeId;
  readonly cure: Cured;
  readonly state: State;
  /** The parameter of whose object the field is: of the callers only those who handed that object over go on. */
  readonly base: NodeId | undefined;
}

/** How far a hit lies below an entry. */
interface Trail {
  readonly state: State;
  readonly below: Trail | undefined;
}

/**
 * A value enters here: at its root, or as a parameter. What is found from a parameter is found once,
 * whoever calls: its summary. Into fields a value goes on from its root only.
 */
class Entry {
  readonly node: NodeId;
  readonly root: Root | undefined;
  /** The function whose parameter it is: its return goes back to the caller only. */
  readonly owner: number | undefined;
  readonly callers: Caller[] = [];
  readonly reached = new Map<NodeId, Cured[]>();
  readonly exits: Exit[] = [];
  readonly escaped = new Map<NodeId, Cured>();
  states = 0;
  readonly hits: { readonly sink: SinkPoint; readonly cure: Cured; readonly trail: Trail }[] = [];
  readonly hitKeys = new Set<string>();

  constructor(node: NodeId, root: Root | undefined, owner: number | undefined) {
    this.node = node;
    this.root = root;
    this.owner = owner;
  }
}

/** Follows values from roots to sinks: calls return only to who called (Reps, Horwitz and Sagiv 1995). */
export class Search {
  readonly #graph: FlowGraph;
  readonly #heldBy: HeldBy;
  readonly #sinks = new Map<NodeId, SinkPoint[]>();
  readonly #owners = new Map<NodeId, number>();
  readonly #returns = new Map<NodeId, number>();
  readonly #entries = new Map<NodeId, Entry>();
  #work: State[] = [];
  readonly routes: Route[] = [];
  states = 0;

  constructor(graph: FlowGraph, heldBy: HeldBy, sinks: readonly SinkPoint[]) {
    this.#graph = graph;
    this.#heldBy = heldBy;
    for (const sink of sinks) {
      const known = this.#sinks.get(sink.node);
      if (known) known.push(sink);
      else this.#sinks.set(sink.node, [sink]);
    }
    for (const facts of graph.functions) {
      for (const param of [...facts.params, facts.rest, facts.self])
        if (param !== undefined) this.#owners.set(param, facts.id);
      this.#returns.set(facts.returned, facts.id);
    }
  }

  /** True once a bound was met: something may have been missed. */
  get isBounded(): boolean {
    return this.states >= mostStates;
  }

  run(roots: Iterable<Root>): Route[] {
    for (const root of roots) {
      const entry = new Entry(root.node, root, undefined);
      this.#reach(entry, root.node, root.cure, undefined, undefined);
      this.#drain();
    }
    return this.routes;
  }

  /** Nearest first, so that bounds cut off what is far. */
  #drain(): void {
    for (let at = 0; at < this.#work.length; at += 1) this.#step(this.#work[at]!);
    this.#work = [];
  }

  #reach(
    entry: Entry,
    node: NodeId,
    cure: Cured,
    before: State | undefined,
    through: State | undefined,
    isLoose = before?.isLoose === true,
  ): void {
    const known = entry.reached.get(node);
    if (known === undefined) entry.reached.set(node, [cure]);
    else {
      // Less cured says all that more cured would.
      if (known.some((one) => (one & cure) === one) || known.length >= mostCuresPerNode) return;
      known.push(cure);
    }
    if (this.isBounded || entry.states >= mostStatesPerEntry) return;
    this.states += 1;
    entry.states += 1;
    this.#work.push({ entry, node, cure, before, through, isLoose });
  }

  #step(state: State): void {
    const { entry, node, cure } = state;
    for (const sink of this.#sinks.get(node) ?? [])
      this.#hit(entry, sink, cure, { state, below: undefined });
    this.#graph.eachEdge(node, (edge) => {
      const to = this.#graph.target(edge);
      const after = cure | this.#graph.cure(edge);
      const site = this.#graph.site(edge);
      if (site > 0) this.#enter(state, to, after, site);
      else if (site < 0) this.#leave(state, to, after, -site);
      else if (this.#graph.isHeap(edge))
        this.#escape(entry, to, after, state, undefined, this.#graph.base(edge));
      else this.#reach(entry, to, after, state, undefined);
    });
  }

  #enter(state: State, to: NodeId, cure: Cured, site: number): void {
    let entry = this.#entries.get(to);
    if (entry === undefined) {
      entry = new Entry(to, undefined, this.#owners.get(to));
      this.#entries.set(to, entry);
      this.#reach(entry, to, 0, undefined, undefined);
    }
    const isKnown = entry.callers.some(
      (one) =>
        one.site === site && one.state.entry === state.entry && (one.cure & cure) === one.cure,
    );
    if (isKnown) return;
    const caller: Caller = { state, cure, site };
    entry.callers.push(caller);
    for (const exit of entry.exits) this.#returnTo(caller, exit);
    for (const { sink, cure: inner, trail } of entry.hits)
      this.#hit(state.entry, sink, cure | inner, { state, below: trail });
  }

  #leave(state: State, to: NodeId, cure: Cured, site: number): void {
    const { entry } = state;
    const isOwn = entry.owner !== undefined && this.#returns.get(state.node) === entry.owner;
    if (!isOwn) {
      if (state.isLoose && this.#graph.readers(state.node) > mostWriters) return;
      this.#reach(entry, to, cure, state, undefined);
      return;
    }
    const exit = { site, to, cure, state, base: undefined };
    entry.exits.push(exit);
    for (const caller of entry.callers) this.#returnTo(caller, exit);
  }

  #returnTo(caller: Caller, exit: Exit): void {
    const { entry } = caller.state;
    const cure = caller.cure | exit.cure;
    if (exit.site === 0) {
      const { base, to } = exit;
      if (base !== undefined && !this.#heldBy.isFrom(caller.site, base, to)) return;
      const above = base === undefined ? undefined : this.#heldBy.baseAt(caller.site, base);
      this.#escape(entry, to, cure, caller.state, exit.state, above);
    } else if (caller.site === exit.site)
      this.#reach(entry, exit.to, cure, caller.state, exit.state);
  }

  /** Into a field: from a root the value goes on; from a parameter that is left to its callers. */
  #escape(
    entry: Entry,
    to: NodeId,
    cure: Cured,
    before: State,
    through: State | undefined,
    base: NodeId | undefined,
  ): void {
    const writers = Math.max(this.#graph.writers(to), this.#graph.writers(before.node));
    if (writers > mostWriters) return;
    if (entry.root !== undefined) {
      this.#reach(entry, to, cure, before, through, true);
      return;
    }
    if (entry.exits.length >= mostStatesPerEntry) return;
    const known = entry.escaped.get(to);
    if (known !== undefined && (known & cure) === known) return;
    entry.escaped.set(to, cure);
    const exit = {
      site: 0,
      to,
      cure,
      state: { entry, node: to, cure, before, through, isLoose: true },
      base: base !== undefined && this.#owners.get(base) === entry.owner ? base : undefined,
    };
    entry.exits.push(exit);
    for (const caller of entry.callers) this.#returnTo(caller, exit);
  }

  #hit(entry: Entry, sink: SinkPoint, cure: Cured, trail: Trail): void {
    if (sink.harm !== undefined && (cure & cures[sink.harm]) !== 0) return;
    const key = `${sink.node}/${sink.harm}/${sink.label}/${sink.start}`;
    if (entry.hitKeys.has(key)) return;
    entry.hitKeys.add(key);
    if (entry.root !== undefined) {
      if (entry.root.label === sink.label)
        this.routes.push({ root: entry.root, sink, nodes: nodesOf(trail) });
      return;
    }
    entry.hits.push({ sink, cure, trail });
    for (const caller of entry.callers)
      this.#hit(caller.state.entry, sink, caller.cure | cure, {
        state: caller.state,
        below: trail,
      });
  }
}

function nodesOf(trail: Trail): NodeId[] {
  const nodes: NodeId[] = [];
  for (let one: Trail | undefined = trail; one !== undefined; one = one.below)
    nodes.push(...walk(one.state, 0));
  return nodes;
}

/** Nodes from the entry to a state, the inside of calls on the way included. */
function walk(last: State, depth: number): NodeId[] {
  const reversed: NodeId[] = [];
  for (let state: State | undefined = last; state !== undefined; state = state.before) {
    reversed.push(state.node);
    if (state.through !== undefined && depth < 6)
      reversed.push(...walk(state.through, depth + 1).reverse());
    if (reversed.length > 2_000) break;
  }
  return reversed.reverse();
}
