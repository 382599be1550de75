import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import { PartEvidence, type Seen } from './part-evidence.ts';
import type { Read } from './reach.ts';
import type { Registered } from './registered.ts';
import type { RequestPart } from './route-facts.ts';
import type { RouteProgram } from './route-program.ts';
import type { Tracer } from './trace.ts';
import type { Traced } from './traced.ts';
import type { Within } from './walk.ts';

/** A route with what its declaration alone says. */
export interface Route extends Registered {
  /** Functions that answer it, where they are known without a look at `handed`. */
  readonly functions: readonly FunctionFacts[];
  readonly held: readonly RequestPart[];
  /** Nodes that hold what was held against a schema. */
  readonly heldNodes: ReadonlySet<NodeId>;
}

/** So many values of one route are followed; what is more is told as unclear. */
const mostReads = 400;

/** What becomes of each part of the request that is read, in the functions of the route itself (`own`) or in others. */
export function evidenceOf(
  route: Route,
  reads: readonly Read[],
  own: ReadonlySet<FunctionFacts>,
  within: Within,
  program: RouteProgram,
  tracer: Tracer,
): Map<RequestPart, PartEvidence> {
  const found = new Map<RequestPart, PartEvidence>();
  const traced = new Set<NodeId>(route.heldNodes);
  const add = (part: RequestPart, seen: Seen): void => {
    const known = found.get(part) ?? new PartEvidence();
    found.set(part, known);
    known.add(seen);
  };
  const follow = ({ node, part, field }: Read, isTable: boolean): void => {
    if (traced.has(node)) return;
    traced.add(node);
    if (traced.size > mostReads) {
      if (part !== undefined && traced.size < 2 * mostReads)
        add(part, { at: node, field, traced: tracer.unread(node), isOwn: true });
      return;
    }
    const one = tracer.trace(node, within, isTable);
    const around = program.functions.of(node);
    const isOwn = around === undefined || own.has(around);
    if (!isOwn) leaveToHelper(around, one, own, program);
    if (part === undefined) {
      for (const table of one.tables) follow({ node: table, part: 'query', field }, true);
      return;
    }
    // Next.js hands path parameters over with the query.
    const isOfPath = route.isFileRoute && field !== undefined && route.path.includes(`${field}]`);
    // What helpers read of requests of all kinds is nothing where there is none.
    if (!isOwn && part === 'body' && /^(?:GET|HEAD)$/.test(route.method)) return;
    add(isOfPath ? 'params' : part, { at: node, field, traced: one, isOwn });
    for (const [name, nodes] of one.fields)
      for (const inner of nodes) follow({ node: inner, part, field: name }, false);
  };
  for (const node of route.heldNodes)
    for (const fields of tracer.trace(node, within, true).fields.values())
      for (const field of fields) traced.add(field);
  // Whole parts first: fields that are read of them are followed with them.
  for (const read of reads.filter(({ field }) => field === undefined)) follow(read, true);
  for (const read of reads) follow(read, false);
  return found;
}

/** What a function that sees the request does with what it reads there is its own matter, not the route's. */
function leaveToHelper(
  around: FunctionFacts,
  traced: Traced,
  own: ReadonlySet<FunctionFacts>,
  program: RouteProgram,
): void {
  traced.isByHand = false;
  traced.isPartlyByHand = false;
  const comesBack = [...traced.reached.keys()].some((node) => {
    const user = program.functions.of(node);
    return user !== undefined && own.has(user);
  });
  for (const list of [traced.uses, traced.unclear]) {
    const outside = list.filter(({ file, start }) => {
      const user = program.functions.around(file, start);
      if (!comesBack || user === undefined) return false;
      return own.has(user) || !program.functions.areTogether(user, around);
    });
    list.splice(0, list.length, ...outside);
  }
}
