import type { Call, FlowGraph, FunctionFacts, NodeId, Reached, Use } from '../flow-graph.ts';
import { Parameters } from '../parameters.ts';
import { type Cured, nothing } from '../harms.ts';
import { cureByName } from './cure-by-name.ts';
import { PairMarks } from './pair-marks.ts';
import { anyField, entryField, type Held, type Thing, type Things } from '../objects.ts';

/** Things that one node may hold at most; where there are more nothing more is learnt of it. */
const mostThings = 24;
/** Nodes made for fields and reads while solving, per node of the source. */
const mostNodesFactor = 4;
/** Steps of solving, and edges found by it, per node of the source: most programs need three. */
const mostStepsFactor = 40;
const mostEdgesFactor = 25;

/** What the solver asks of the models of libraries. */
export interface LibraryModels {
  /** Path of a property, or undefined when it leads nowhere. */
  property(path: string, name: string): string | undefined;
  /** Path of an instance of the class at a path. */
  instance(path: string): string | undefined;
  /** A property is read of something from a library, which the node `base` holds. */
  onLoad(solver: Solver, path: string, name: string, to: NodeId, base: NodeId): void;
  onCall(solver: Solver, call: Call, path: string): void;
}

/** Finds what each node may hold: functions, objects, what packages give. Andersen's analysis, bounded. */
export class Solver {
  readonly graph: FlowGraph;
  readonly things: Things;
  readonly #models: LibraryModels;
  /** Short lists, never changed: most nodes hold one thing, and a set for each would need half of all room. */
  readonly #holds: (readonly number[] | undefined)[] = [];
  readonly #queue: number[] = [];
  readonly #passed = new PairMarks();
  readonly #derived = new PairMarks();
  readonly #shared = new PairMarks();
  readonly #other = new Set<string>();
  /** True once a bound was met: something may have been missed. */
  isBounded = false;
  steps = 0;
  readonly #mostNodes: number;
  readonly #mostSteps: number;
  readonly #mostEdges: number;
  readonly parameters: Parameters;

  constructor(graph: FlowGraph, things: Things, models: LibraryModels) {
    this.graph = graph;
    this.things = things;
    this.#models = models;
    this.parameters = new Parameters(graph);
    this.#mostSteps = graph.nodeCount * mostStepsFactor + 100_000;
    this.#mostEdges = graph.nodeCount * mostEdgesFactor + 100_000;
    this.#mostNodes = graph.nodeCount * mostNodesFactor + 10_000;
  }

  holds(node: NodeId): readonly number[] {
    return this.#holds[node] ?? empty;
  }

  thingsAt(node: NodeId): Thing[] {
    return this.holds(node).map((thing) => this.things.all[thing]!);
  }

  /** True where a node may hold a thing, as far as was counted. */
  mayHold(node: NodeId, thing: number): boolean {
    const held = this.holds(node);
    return held.length >= mostThings || held.includes(thing);
  }

  /** Adds a thing to a node; what follows is worked out by `run`. */
  give(node: NodeId, thing: number): void {
    const known = this.holds(node);
    if (known.length >= mostThings || known.includes(thing)) return;
    this.#holds[node] = known.length === 0 ? [thing] : [...known, thing];
    this.#queue.push(node, thing);
  }

  run(): void {
    for (let at = 0; at < this.#queue.length; at += 2) {
      this.steps += 1;
      if (this.steps > this.#mostSteps || this.graph.edgeCount > this.#mostEdges) {
        this.isBounded = true;
        break;
      }
      this.#arrive(this.#queue[at]!, this.#queue[at + 1]!);
      // What is done with is let go of now and then.
      if (at > 100_000) {
        this.#queue.splice(0, at + 2);
        at = -2;
      }
    }
    this.#queue.length = 0;
  }

  #arrive(node: NodeId, thing: number): void {
    this.graph.eachEdge(node, (edge) => {
      if (this.graph.isIdentity(edge)) this.give(this.graph.target(edge), thing);
    });
    const uses = this.graph.uses[node];
    // Those that are added on the way are applied when they are added.
    const count = uses?.length ?? 0;
    for (let index = 0; index < count; index += 1) this.#apply(uses![index]!, node, thing);
  }

  /** An edge that is found while solving. */
  flow(from: NodeId, to: NodeId, site = 0, cure: Cured = nothing): void {
    if (!this.#passed.isNew(from, to, site)) return;
    if (site === 0) this.graph.flow(from, to);
    else this.graph.pass(from, to, site, cure);
    for (const thing of this.holds(from)) this.give(to, thing);
  }

  derive(from: NodeId, to: NodeId, cure: number): void {
    if (this.#derived.isNew(from, to, cure)) this.graph.derive(from, to, cure);
  }

  share(from: NodeId, to: NodeId, isIdentity: boolean, reached: Reached = {}): void {
    if (!this.#shared.isNew(from, to, reached.base === undefined ? 0 : reached.base + 1)) return;
    this.graph.share(from, to, isIdentity, reached);
    if (isIdentity) for (const thing of this.holds(from)) this.give(to, thing);
  }

  /** A node like another, made while solving. */
  nodeLike(node: NodeId): NodeId {
    const { file, start, end } = this.graph;
    return this.graph.node(file.at(node), start.at(node), end.at(node));
  }

  use(node: NodeId, use: Use): void {
    this.graph.use(node, use);
    for (const thing of this.holds(node)) this.#apply(use, node, thing);
  }

  #apply(use: Use, node: NodeId, number: number): void {
    const thing = this.things.all[number]!;
    switch (use.kind) {
      case 'load':
        return this.#load(thing, node, use.property, use.to);
      case 'store':
        return this.#store(thing, node, use.property, use.from);
      case 'call':
        return this.#call(use.call, thing);
      case 'deep':
        return this.#deep(thing, use.to, use.depth);
      case 'spread':
        return this.#spread(thing, use.to);
      case 'instance':
        if (thing.kind === 'function') this.give(use.to, this.things.instance(thing.facts));
        if (thing.kind === 'api') this.#giveApi(use.to, this.#models.instance(thing.path));
        return undefined;
      case 'extend':
        return this.#extend(thing, use.to);
      case 'text':
        if (thing.kind === 'text') this.give(use.to, number);
        if (thing.kind === 'constant' && sqlVerb.test(String(thing.value)))
          this.give(use.to, this.things.text('sql'));
        return undefined;
    }
  }

  #load(thing: Thing, base: NodeId, property: string, to: NodeId): void {
    if (thing.kind === 'api') {
      if (property === entryField) return;
      this.#giveApi(to, this.#models.property(thing.path, property));
      this.#models.onLoad(this, thing.path, property, to, base);
      return;
    }
    if (!('held' in thing)) return;
    if (thing.kind === 'function' && property === 'prototype') {
      this.give(to, this.things.instance(thing.facts));
      return;
    }
    this.#read(thing.held, base, property, to, new Set());
  }

  #read(held: Held, like: NodeId, property: string, to: NodeId, seen: Set<Held>): void {
    if (seen.has(held) || seen.size > 6) return;
    seen.add(held);
    if (property === entryField) this.share(this.#field(held, anyField, like), to, true);
    else if (property === anyField) held.watch((_, field) => this.share(field, to, true));
    else {
      this.share(this.#field(held, property, like), to, true);
      const isGuess = !isIndex.test(property);
      this.share(this.#field(held, anyField, like), to, true, { isGuess });
    }
    for (const parent of held.parents) this.#read(parent, like, property, to, seen);
  }

  #field(held: Held, name: string, like: NodeId): NodeId {
    const known = held.fields.get(name);
    if (known !== undefined) return known;
    if (this.graph.nodeCount > this.#mostNodes) {
      this.isBounded = true;
      return like;
    }
    const made = this.nodeLike(like);
    held.add(name, made);
    return made;
  }

  #store(thing: Thing, base: NodeId, property: string, from: NodeId): void {
    if (!('held' in thing)) return;
    if (thing.kind === 'function' && property === 'prototype') {
      const instance = this.things.held(this.things.instance(thing.facts));
      for (const one of this.thingsAt(from)) if ('held' in one) instance?.parents.add(one.held);
      return;
    }
    const field = this.#field(thing.held, property, base);
    this.share(from, field, true, { base: this.parameters.of(base) });
  }

  #call(call: Call, thing: Thing): void {
    switch (thing.kind) {
      case 'function':
        return this.#enter(call, thing.facts);
      case 'api':
        return this.#models.onCall(this, call, thing.path);
      case 'resolver':
        if (call.args[0] !== undefined) this.share(call.args[0], thing.promise, true);
        return undefined;
      default:
    }
  }

  #enter(call: Call, facts: FunctionFacts): void {
    const { args, spreadAt, result, errorFirstAt } = call;
    const shift = errorFirstAt !== undefined && facts.params.length >= errorFirstAt ? 1 : 0;
    for (const [at, arg] of args.entries()) {
      const index = at + shift;
      if (spreadAt !== undefined && index >= spreadAt) {
        for (const param of facts.params.slice(index))
          if (param !== undefined) this.flow(arg, param, call.id);
      } else {
        const param = facts.params[index];
        if (param !== undefined) this.flow(arg, param, call.id);
      }
      if (
        facts.rest !== undefined &&
        index >= facts.params.length - (facts.params.at(-1) === undefined ? 1 : 0)
      )
        this.flow(arg, facts.rest, call.id);
    }
    if (call.isNew) {
      const instance = this.things.instance(facts);
      this.give(facts.self, instance);
      this.give(result, instance);
    } else if (call.receiver !== undefined) this.flow(call.receiver, facts.self, call.id);
    this.flow(facts.returned, result, -call.id, cureByName(facts.name));
  }

  #deep(thing: Thing, to: NodeId, depth: number): void {
    if (!('held' in thing) || thing.kind === 'function') return;
    thing.held.watch((_, field) => {
      this.share(field, to, false);
      if (depth > 1 && once(this.#other, `${field}d${to}:${depth}`))
        this.use(field, { kind: 'deep', to, depth: depth - 1 });
    });
  }

  #spread(thing: Thing, to: NodeId): void {
    if (!('held' in thing)) return;
    for (const target of this.holds(to)) {
      const held = this.things.held(target);
      if (!held || held === thing.held || !once(this.#other, `${target}s${thing.held.id}`))
        continue;
      thing.held.watch((name, field) => this.share(field, this.#field(held, name, to), true));
    }
  }

  #extend(thing: Thing, to: NodeId): void {
    const parent =
      thing.kind === 'function'
        ? this.things.held(this.things.instance(thing.facts))
        : 'held' in thing
          ? thing.held
          : undefined;
    if (parent)
      for (const one of this.thingsAt(to))
        if ('held' in one && one.held !== parent) one.held.parents.add(parent);
    if (thing.kind === 'api') this.#giveApi(to, this.#models.instance(thing.path));
  }

  #giveApi(node: NodeId, path: string | undefined): void {
    if (path !== undefined) this.give(node, this.things.api(path));
  }
}

function once(seen: Set<string>, key: string): boolean {
  const before = seen.size;
  seen.add(key);
  return seen.size > before;
}

const empty: readonly number[] = [];
const isIndex = /^\d+$/;
const sqlVerb = /^\s*(?:select|insert|update|delete|with|merge|replace)\s/i;
