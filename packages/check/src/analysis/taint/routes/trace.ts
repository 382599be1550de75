import type { Call, NodeId } from '../flow-graph.ts';
import type { CallKinds } from './call-kinds.ts';
import type { Place, RouteProgram } from './route-program.ts';
import { nothingFound, noteCheck, type State, type Traced } from './traced.ts';
import { append, Walk, type Within } from './walk.ts';

const mostNodes = 1_500;
/** Of what an argument holds so much is looked at, what is nearest first. */
const mostFields = 80;

/** A value that is put into a field. */
interface Store {
  readonly base: NodeId;
  readonly place: Place;
  readonly text: string;
}

const mostChars = 120;
const ofRequest = /#(?:Request|Response|Reply|Context|IncomingMessage)\b|^global\.URL/;
const ofRequestByName =
  /^\W*(?:\w+\.)*(?:req|request|res|response|reply|ctx|c|session|locals|params|headers|\w*url|searchParams|window|location)\.[\w$]+\s*=/i;

/** Follows values of requests to the calls that they are given to. */
export class Tracer {
  readonly #program: RouteProgram;
  readonly kinds: CallKinds;
  /** How many nodes all walks got to. */
  walked = 0;
  readonly #takers = new Map<NodeId, Call[]>();
  /** Calls of the code's own functions by the fields of what they are given. */
  readonly #carriers = new Map<NodeId, Call[]>();
  readonly #getters = new Map<NodeId, Call[]>();
  readonly #stores = new Map<NodeId, Store[]>();
  readonly #fieldNodes: ReadonlySet<NodeId>;
  /** Results of checks: what comes out of them is what it should be. */
  readonly #checked = new Set<NodeId>();

  constructor(program: RouteProgram, kinds: CallKinds) {
    this.#program = program;
    this.kinds = kinds;
    for (const call of program.graph.calls) if (call.isWritten) this.#note(call);
    for (const { what, node, other, file, start } of program.sightings)
      if (what === 'store' && other !== undefined) {
        const { text } = program.places.files[file]!;
        const line = /^[^;\n]*/.exec(text.slice(start, start + mostChars))?.[0] ?? '';
        const place = { file, start, end: start + line.length };
        append(this.#stores, other, { base: node, place, text: line });
      }
    this.#fieldNodes = new Set(
      program.solver.things.all.flatMap((thing) =>
        'held' in thing ? [...thing.held.fields.values()] : [],
      ),
    );
  }

  #note(call: Call): void {
    if (/^get(?:All)?$/.test(call.method ?? '') && call.receiver !== undefined)
      append(this.#getters, call.receiver, call);
    // What an own function does with the fields is seen inside.
    const kind = this.kinds.of(call);
    const isFollowed = kind === 'own';
    if (kind === 'schema' || kind === 'unheeded') this.#checked.add(call.result);
    for (const arg of call.args) {
      append(this.#takers, arg, call);
      const inside = new Set([arg]);
      for (const node of inside) {
        if (node !== arg) append(isFollowed ? this.#carriers : this.#takers, node, call);
        for (const [, field] of this.#program.fieldsAt(node))
          if (inside.size < mostFields) inside.add(field);
      }
    }
  }

  /**
   * Follows the value at `start` through the functions `within`, and those that it is handed to. `isTable` where what is read of it by name is a value of its own.
   */
  trace(start: NodeId, within: Within, isTable: boolean): Traced {
    const walk = new Walk(this.#program, within, this.#fieldNodes);
    const found = nothingFound(walk.reached);
    walk.reach(start, 'itself');
    for (const [node, state] of walk.reached) {
      if (isTable && state === 'itself') this.#fields(node, found, walk);
      this.#searches(node, found);
      for (const call of this.#carriers.get(node) ?? []) walk.carry(call);
      for (const call of this.#takers.get(node) ?? []) this.#given(call, state, found);
      for (const store of this.#stores.get(node) ?? [])
        if (this.#isKept(store)) found.uses.push(store.place);
      walk.step(node, state, found, this.#checked);
      if (walk.reached.size > mostNodes) {
        found.unclear.push(this.#spanOf(start));
        break;
      }
    }
    this.walked += walk.reached.size;
    return found;
  }

  /** Of a value that is one too many to be followed. */
  unread(node: NodeId): Traced {
    const found = nothingFound();
    found.unclear.push(this.#spanOf(node));
    return found;
  }

  #spanOf(node: NodeId): Place {
    const { file, start, end } = this.#program.graph;
    return { file: file.at(node), start: start.at(node), end: end.at(node) };
  }

  #given(call: Call, state: State, found: Traced): void {
    switch (this.kinds.of(call)) {
      case 'schema':
        found.schemas.push(call);
        return;
      case 'unheeded':
        found.unheeded.push(call);
        return;
      case 'signed':
        found.signed.push(call);
        return;
      case 'by hand':
        noteCheck(state, found);
        return;
      case 'used':
        found.uses.push(this.#program.placeOf(call));
        return;
      case 'unclear':
        found.unclear.push(this.#program.placeOf(call));
        return;
      default:
    }
  }

  /** What is read of a table of values under a constant name is followed by itself. */
  #fields(node: NodeId, found: Traced, walk: Walk): void {
    for (const use of this.#program.graph.uses[node] ?? []) {
      if (use.kind !== 'load' || /^[*%]/.test(use.property)) continue;
      walk.leaveOut(use.to);
      append(found.fields, use.property, use.to);
    }
    for (const call of this.#getters.get(node) ?? []) {
      const name = this.#program.textAt(call.args[0]);
      if (name === undefined) continue;
      walk.leaveOut(call.result);
      append(found.fields, name, call.result);
    }
  }

  #searches(node: NodeId, found: Traced): void {
    for (const use of this.#program.graph.uses[node] ?? [])
      if (use.kind === 'load' && /^(?:searchParams|search|query)$/.test(use.property))
        found.tables.push(use.to);
  }

  /** Into a field of something that the analysis does not know: a document that is saved. */
  #isKept({ base, text }: Store): boolean {
    const things = this.#program.solver.thingsAt(base);
    if (things.some(({ kind }) => kind !== 'api')) return false;
    const apis = this.#program.apisAt(base);
    return !apis.some((path) => ofRequest.test(path)) && !ofRequestByName.test(text);
  }
}
