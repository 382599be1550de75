import type { Call, FunctionFacts, NodeId } from '../flow-graph.ts';
import { partOfSource, type RequestPart } from './route-facts.ts';
import type { RouteProgram } from './route-program.ts';
import type { Within } from './walk.ts';

/** A node at which a part of a request, or a field of it, is read. */
export interface Read {
  readonly node: NodeId;
  /** Undefined for the address, which holds the query among other things. */
  readonly part: RequestPart | undefined;
  readonly field: string | undefined;
}

const mostFunctions = 80;
const mostCallees = 4;
const requestClass =
  /^(?:express#Request|fastify#Request|koa#(?:Context|Request)|hono#(?:Context|Request)|web#Request|http#IncomingMessage)$/;

/** True for nodes that hold a whole request, or what a framework hands over with it. */
export function holdsRequest(node: NodeId, program: RouteProgram): boolean {
  return program.apisAt(node).some((path) => requestClass.test(path));
}

/** Functions that see the request: those given, what stands in them, and what is called with the request. */
export function functionsWithRequest(
  from: readonly FunctionFacts[],
  program: RouteProgram,
  requests: ReadonlySet<NodeId> = new Set(),
  isLeftOut: (call: Call) => boolean = () => false,
): Set<FunctionFacts> {
  const isRequest = (node: NodeId | undefined): boolean =>
    node !== undefined && (requests.has(node) || holdsRequest(node, program));
  const found = new Set(from.flatMap((one) => program.functions.withInner(one)));
  for (const facts of found) {
    if (found.size > mostFunctions) break;
    for (const call of program.callsIn(facts)) {
      if (![...call.args, call.receiver].some(isRequest) || isLeftOut(call)) continue;
      const callees = program.functionsAt(call.callee);
      if (callees.length > mostCallees) continue;
      for (const callee of callees)
        for (const inner of program.functions.withInner(callee)) found.add(inner);
    }
  }
  return found;
}

/** Calls that are written in any of the functions. */
export function callsOf(functions: Iterable<FunctionFacts>, program: RouteProgram): Call[] {
  return [...functions].flatMap((facts) => program.callsIn(facts));
}

/** What a value stays within while it is followed through a route. */
export function withinOf(functions: ReadonlySet<FunctionFacts>, program: RouteProgram): Within {
  return { functions, calls: new Set(callsOf(functions, program).map(({ id }) => id)) };
}

/** `await request.clone().json()` */
const clonedBody = /^web#Request\.clone\(\)\.(?:json|text|formData)$/;

function isPicked(source: string): boolean {
  return /\[[^'"`\]]*\]$/.test(source);
}

/** Where requests are read, by the function around. */
export class Reads {
  readonly #ofFunction = new Map<number, Read[]>();
  readonly #outside = new Set<NodeId>();

  constructor(program: RouteProgram) {
    for (const { node, label, title } of program.known.roots.values()) {
      if (label !== 'input') continue;
      const told = partOfSource(title);
      if (told === undefined && title !== 'request URL') continue;
      const facts = program.functions.of(node);
      // `body[key]` is a part of what was read before it, maybe in another function.
      if (facts === undefined || (told?.field === undefined && isPicked(program.sourceOf(node))))
        continue;
      this.#add(facts, { node, part: told?.part, field: told?.field });
    }
    for (const call of program.graph.calls)
      if (program.pathsOf(call).some((path) => clonedBody.test(path))) {
        this.#add(call.within, { node: call.result, part: 'body', field: undefined });
      }
  }

  #add({ id }: FunctionFacts, read: Read): void {
    // Fields are read of a whole, wherever that came from.
    const isWhole = read.field === undefined && read.part !== undefined;
    if (isWhole && read.part !== 'headers') this.#outside.add(read.node);
    const known = this.#ofFunction.get(id);
    if (known) known.push(read);
    else this.#ofFunction.set(id, [read]);
  }

  /** Notes that a read belongs to a route, or stands before one. */
  claim(node: NodeId): void {
    this.#outside.delete(node);
  }

  /** How many reads of bodies, queries and path parameters nobody claimed. */
  get outside(): number {
    return this.#outside.size;
  }

  in({ id }: FunctionFacts): readonly Read[] {
    return this.#ofFunction.get(id) ?? [];
  }
}
