import { type Cured, nothing } from './harms.ts';
import { NumberList } from './number-list.ts';

/** A place that holds a value: a variable, a parameter, an expression, a field. */
export type NodeId = number;

/** One call in the source, or one that a library makes of a function that it was given. */
export interface Call {
  readonly id: number;
  readonly callee: NodeId;
  /** What the method belongs to. */
  readonly receiver: NodeId | undefined;
  readonly method: string | undefined;
  /** Last name of what is called, of a function that is no method too. */
  readonly name?: string | undefined;
  readonly args: readonly NodeId[];
  /** Index of the first argument that is spread; those from there on stand for any position. */
  readonly spreadAt: number | undefined;
  readonly result: NodeId;
  readonly isNew: boolean;
  /** Arguments that are text put together here from parts that are not constant. */
  readonly built: ReadonlySet<number>;
  readonly file: number;
  readonly start: number;
  /** Function in which it stands. */
  readonly within: FunctionFacts;
  /** False for calls that a library makes. */
  readonly isWritten: boolean;
  /** A function of so many parameters is called with an error first. */
  readonly errorFirstAt?: number;
}

/** A function of the code that is looked at. */
export interface FunctionFacts {
  readonly id: number;
  readonly name: string | undefined;
  readonly params: NodeId[];
  readonly paramNames: (string | undefined)[];
  rest: NodeId | undefined;
  readonly returned: NodeId;
  readonly self: NodeId;
  /** Calls in it whose name says that they check something. */
  readonly checks: { readonly name: string; readonly start: number }[];
  /** Values of the `Content-Type` that it sets, as far as they are constant. */
  readonly contentTypes: string[];
}

/** What is to happen with every object that arrives at a node. */
export type Use =
  | { readonly kind: 'load'; readonly property: string; readonly to: NodeId }
  | { readonly kind: 'store'; readonly property: string; readonly from: NodeId }
  | { readonly kind: 'call'; readonly call: Call }
  /** Reads whatever it holds, some fields deep. */
  | { readonly kind: 'deep'; readonly to: NodeId; readonly depth: number }
  /** Its fields become fields of the object at `to`. */
  | { readonly kind: 'spread'; readonly to: NodeId }
  /** `to` holds an instance of the class. */
  | { readonly kind: 'instance'; readonly to: NodeId }
  | { readonly kind: 'extend'; readonly to: NodeId }
  /** Text that goes on as `to`: what its start shows it to be, the whole is. */
  | { readonly kind: 'text'; readonly to: NodeId };

const identity = 1;
const heap = 2;
const guess = 4;
const flagBits = 3;

/** How a field is reached. */
export interface Reached {
  /** The parameter whose object the field belongs to. */
  readonly base?: NodeId | undefined;
  /** Stored under a name that is not constant, and read under one that is. */
  readonly isGuess?: boolean;
}

/** How values flow through a program: nodes, edges, and what depends on the objects that arrive. */
export class FlowGraph {
  readonly file: NumberList = new NumberList();
  readonly start: NumberList = new NumberList();
  readonly end: NumberList = new NumberList();
  readonly #head = new NumberList();
  readonly #next = new NumberList();
  readonly #to = new NumberList();
  readonly #flags = new NumberList();
  /** Of a call its number, of a field the parameter by which it was reached; the room is one. */
  readonly #site = new NumberList();
  readonly #writers = new NumberList();
  readonly #readers = new NumberList();
  readonly uses: (Use[] | undefined)[] = [];
  readonly calls: Call[] = [];
  readonly functions: FunctionFacts[] = [];

  node(file: number, start: number, end: number): NodeId {
    this.#head.push(-1);
    this.#writers.push(0);
    this.#readers.push(0);
    this.file.push(file);
    this.start.push(start);
    this.end.push(end);
    this.uses.push(undefined);
    return this.file.length - 1;
  }

  get nodeCount(): number {
    return this.file.length;
  }

  get edgeCount(): number {
    return this.#to.length;
  }

  /** The very value arrives there too. */
  flow(from: NodeId, to: NodeId, cure: Cured = nothing): void {
    this.#edge(from, to, cure, identity, 0);
  }

  /** Another value that is made of it. */
  derive(from: NodeId, to: NodeId, cure: Cured = nothing): void {
    this.#edge(from, to, cure, 0, 0);
  }

  /** Into the parameter (`site` > 0) or out of the return (`site` < 0) of a call. */
  pass(from: NodeId, to: NodeId, site: number, cure: Cured = nothing): void {
    this.#edge(from, to, cure, identity, site);
  }

  /** Into or out of a field, which any function may read. */
  share(from: NodeId, to: NodeId, isIdentity = true, { base, isGuess }: Reached = {}): void {
    const flags = heap | (isIdentity ? identity : 0) | (isGuess ? guess : 0);
    this.#edge(from, to, nothing, flags, base === undefined ? 0 : base + 1);
  }

  #edge(from: NodeId, to: NodeId, cure: Cured, flags: number, site: number): void {
    if (from === to) return;
    this.#writers.set(to, this.#writers.at(to) + 1);
    this.#readers.set(from, this.#readers.at(from) + 1);
    this.#next.push(this.#head.at(from));
    this.#to.push(to);
    this.#flags.push((cure << flagBits) | flags);
    this.#site.push(site);
    this.#head.set(from, this.#to.length - 1);
  }

  eachEdge(from: NodeId, visit: (edge: number) => void): void {
    for (let edge = this.#head.at(from); edge >= 0; edge = this.#next.at(edge)) visit(edge);
  }

  target(edge: number): NodeId {
    return this.#to.at(edge);
  }

  cure(edge: number): Cured {
    return this.#flags.at(edge) >> flagBits;
  }

  isIdentity(edge: number): boolean {
    return (this.#flags.at(edge) & identity) !== 0;
  }

  isHeap(edge: number): boolean {
    return (this.#flags.at(edge) & heap) !== 0;
  }

  isGuess(edge: number): boolean {
    return (this.#flags.at(edge) & guess) !== 0;
  }

  /** The call that is entered (> 0) or left (< 0); zero where it is the same function. */
  site(edge: number): number {
    return this.isHeap(edge) ? 0 : this.#site.at(edge);
  }

  /** The parameter by which a field was reached. */
  base(edge: number): NodeId | undefined {
    const base = this.isHeap(edge) ? this.#site.at(edge) : 0;
    return base === 0 ? undefined : base - 1;
  }

  /** How many edges lead from a node. */
  readers(node: NodeId): number {
    return this.#readers.at(node);
  }

  /** How many edges lead to a node. */
  writers(node: NodeId): number {
    return this.#writers.at(node);
  }

  use(node: NodeId, use: Use): void {
    const known = this.uses[node];
    // A list that is pushed to when empty is given room for seventeen, and most nodes have one use.
    if (known === undefined) this.uses[node] = [use];
    else known.push(use);
  }
}
