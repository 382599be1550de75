import type { Expression, Node, Statement } from 'oxc-parser';
import type { Call, FlowGraph, FunctionFacts, NodeId } from '../flow-graph.ts';
import type { Things } from '../objects.ts';
import { type Cured, nothing } from '../harms.ts';
import type { ProgramParts } from './program-parts.ts';
import { type Assigners, type Binding, Scope } from './scope.ts';

/** A stretch of the text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a statement ends: goes on, leaves the function, or jumps out of a loop or switch. */
export type Ending = 'goes on' | 'leaves' | 'jumps';

/** What each variable holds right now, where that is told apart; also what was checked of a path. */
export type Environment = Map<string, NodeId>;

/** The visitors, handed in so that they may call each other without importing each other. */
export interface Visitors {
  value(builder: Builder, node: Expression | Node): NodeId;
  statement(builder: Builder, node: Statement | Node): Ending;
}

/** State while one file is turned into a graph. */
export class Builder {
  readonly parts: ProgramParts;
  readonly graph: FlowGraph;
  readonly things: Things;
  readonly file: number;
  readonly isModule: boolean;
  readonly assigners: Assigners;
  readonly #visitors: Visitors;
  scope: Scope = new Scope(undefined);
  environment: Environment = new Map();
  fn: FunctionFacts;
  /** Start of the function that is being built; -1 for the file. */
  fnStart = -1;
  /** What `this` is. */
  self: NodeId | undefined;
  /** Nodes that stand for variables at the head of the loops around. */
  readonly loops: Map<string, NodeId>[] = [];
  /** Conditions under which runs what is built. */
  readonly tests: Node[] = [];
  depth = 0;
  #bindings = 0;
  readonly #stable = new Set<string>();
  /** Nodes of variables and paths as they are after a check. */
  readonly #checked = new Set<NodeId>();

  constructor(
    parts: ProgramParts,
    file: number,
    isModule: boolean,
    assigners: Assigners,
    visitors: Visitors,
  ) {
    this.parts = parts;
    this.graph = parts.graph;
    this.things = parts.things;
    this.file = file;
    this.isModule = isModule;
    this.assigners = assigners;
    this.#visitors = visitors;
    this.fn = this.newFunction(undefined, { start: 0, end: 0 });
  }

  value(node: Expression | Node): NodeId {
    if (this.depth > 400) return this.node(node);
    this.depth += 1;
    const made = this.#visitors.value(this, node);
    this.depth -= 1;
    return made;
  }

  statement(node: Statement | Node): Ending {
    if (this.depth > 400) return 'goes on';
    this.depth += 1;
    const ending = this.#visitors.statement(this, node);
    this.depth -= 1;
    return ending;
  }

  node({ start, end }: Span): NodeId {
    return this.graph.node(this.file, start, end);
  }

  give(node: NodeId, thing: number): void {
    this.parts.given.push([node, thing]);
  }

  /** A node that holds what a package or the language gives under a path. */
  api(path: string, at: Span): NodeId {
    const node = this.node(at);
    this.give(node, this.things.api(path));
    return node;
  }

  newFunction(name: string | undefined, at: Span): FunctionFacts {
    const facts: FunctionFacts = {
      id: this.graph.functions.length,
      name,
      params: [],
      paramNames: [],
      rest: undefined,
      returned: this.node(at),
      self: this.node(at),
      checks: [],
      contentTypes: [],
    };
    this.graph.functions.push(facts);
    return facts;
  }

  declare(name: string, at: Span, isConstant = false): Binding {
    const assigners = this.assigners.within(name, this.fnStart);
    const binding: Binding = {
      id: (this.#bindings += 1),
      name,
      node: this.node(at),
      isTracked: assigners.length === 1 && assigners[0] === this.fnStart,
      isConstant: isConstant || assigners.length === 0,
    };
    if (assigners.length === 0) this.#stable.add(keyOf(binding));
    this.scope.add(binding);
    return binding;
  }

  /** A variable of the whole file that is assigned to without being declared. */
  declareGlobal(name: string, at: Span): Binding {
    let outermost = this.scope;
    while (outermost.parent) outermost = outermost.parent;
    const binding: Binding = {
      id: (this.#bindings += 1),
      name,
      node: this.node(at),
      isTracked: false,
      isConstant: false,
    };
    outermost.add(binding);
    return binding;
  }

  /** True for what was checked of a variable that is never assigned again: functions within may rely on it. */
  isStable(key: string): boolean {
    const dot = key.indexOf('.');
    return this.#stable.has(dot < 0 ? key : key.slice(0, dot));
  }

  /** What functions within may rely on: variables that stay, and what was checked before they were made. */
  kept(): Environment {
    return new Map(
      [...this.environment].filter(([key, node]) => this.isStable(key) || this.#checked.has(node)),
    );
  }

  /** The node of a binding as it stands here. */
  read(binding: Binding): NodeId {
    return this.environment.get(keyOf(binding)) ?? binding.node;
  }

  /** Puts a value into a binding. */
  write(binding: Binding, value: NodeId, at: Span): void {
    // Where it was checked what it is now is known too, as long as this function runs.
    const isKnown = binding.isTracked || this.environment.has(keyOf(binding));
    this.forget(binding);
    if (!isKnown) {
      this.graph.flow(value, binding.node);
      return;
    }
    const now = this.node(at);
    this.graph.flow(value, now);
    this.graph.flow(now, binding.node);
    this.environment.set(keyOf(binding), now);
  }

  /** What was checked of a variable does not hold for its next value. */
  forget(binding: Binding): void {
    const key = keyOf(binding);
    for (const one of this.environment.keys())
      if (one === key || one.startsWith(`${key}.`)) this.environment.delete(one);
  }

  /** Remembers that a variable or path was checked. */
  refine(key: string, value: NodeId, cure: Cured, at: Span): void {
    const refined = this.node(at);
    this.#checked.add(refined);
    this.graph.flow(value, refined, cure);
    this.environment.set(key, refined);
  }

  call(parts: Omit<Call, 'id' | 'file' | 'within'>): Call {
    const call: Call = {
      ...parts,
      id: this.graph.calls.length + 1,
      file: this.file,
      within: this.fn,
    };
    this.graph.calls.push(call);
    this.graph.use(call.callee, { kind: 'call', call });
    return call;
  }

  /** A library calls `callee` with `args`. */
  invoke(callee: NodeId, args: readonly NodeId[], at: Span): NodeId {
    const result = this.node(at);
    this.call({
      callee,
      receiver: undefined,
      method: undefined,
      args,
      spreadAt: undefined,
      result,
      isNew: false,
      built: new Set(),
      start: at.start,
      isWritten: false,
    });
    return result;
  }

  load(base: NodeId, property: string, at: Span, cure: Cured = nothing): NodeId {
    const to = this.node(at);
    this.graph.use(base, { kind: 'load', property, to });
    this.graph.derive(base, to, cure);
    return to;
  }

  store(base: NodeId, property: string, from: NodeId): void {
    this.graph.use(base, { kind: 'store', property, from });
  }

  /** A new object; its fields are stored by `store`. */
  object(at: Span): NodeId {
    const node = this.node(at);
    this.give(node, this.things.object());
    return node;
  }

  /** Builds what runs when a test came out one way or the other. */
  under<Result>(test: Node, run: () => Result): Result {
    this.tests.push(test);
    const result = run();
    this.tests.pop();
    return result;
  }

  inScope<Result>(run: () => Result): Result {
    const outer = this.scope;
    this.scope = new Scope(outer);
    try {
      return run();
    } finally {
      this.scope = outer;
    }
  }
}

/** Name of a binding in the environment. */
export function keyOf(binding: Binding): string {
  return `b${binding.id}`;
}
