import type { Call, FunctionFacts, NodeId } from '../flow-graph.ts';
import type { RouteProgram } from './route-program.ts';

/** What a framework is given to answer a route with, or to run before that. */
export interface HandedOver {
  /** Functions that are written for it. */
  readonly functions: FunctionFacts[];
  /** Functions around those, or that a function of the code made, with the call that made them. */
  readonly around: { readonly facts: FunctionFacts; readonly made: Call | undefined }[];
  /** Calls of libraries that gave it. */
  readonly library: Call[];
  /** What nothing is known of. */
  readonly unknown: NodeId[];
}

const mostDepth = 4;
const mostFunctions = 40;

/** Finds the functions behind a value that is handed to a framework, those within lists and wrappers too. */
export function handedOver(node: NodeId, program: RouteProgram): HandedOver {
  const found: HandedOver = { functions: [], around: [], library: [], unknown: [] };
  collect(node, program, found, 0);
  return found;
}

function collect(node: NodeId, program: RouteProgram, found: HandedOver, depth: number): void {
  if (depth > mostDepth || found.functions.length + found.around.length > mostFunctions) return;
  for (const { node: from, call } of program.origins.of(node)) {
    if (call !== undefined) {
      ofCall(call, program, found, depth);
      continue;
    }
    const functions = program.functionsAt(from);
    found.functions.push(...functions);
    const fields = program.fieldsAt(from);
    if (functions.length > 0) continue;
    for (const [, field] of fields.slice(0, mostFunctions))
      collect(field, program, found, depth + 1);
    if (fields.length === 0) found.unknown.push(from);
  }
}

function ofCall(call: Call, program: RouteProgram, found: HandedOver, depth: number): void {
  if (call.method === 'bind' && call.receiver !== undefined) {
    collect(call.receiver, program, found, depth + 1);
    return;
  }
  const own = program.functionsAt(call.callee);
  const before = found.functions.length;
  for (const arg of call.args) givenFunctions(arg, program, found, depth);
  const isWrapper = found.functions.length > before;
  for (const facts of own.slice(0, 4)) {
    const made = program
      .functionsAt(facts.returned)
      .filter((one) => program.functions.isWithin(one, facts));
    if (isWrapper) found.around.push(...made.map((one) => ({ facts: one, made: call })));
    else if (made.length === 0) found.around.push({ facts, made: call });
    else
      for (const one of made) {
        found.functions.push(one);
        found.around.push({ facts: one, made: call });
      }
  }
  if (own.length === 0) found.library.push(call);
}

/** Functions among the arguments of a wrapper, or in the fields of an object there. */
function givenFunctions(
  arg: NodeId,
  program: RouteProgram,
  found: HandedOver,
  depth: number,
): void {
  const nodes = [
    arg,
    ...program
      .fieldsAt(arg)
      .slice(0, 12)
      .map(([, field]) => field),
  ];
  for (const node of nodes)
    if (program.functionsAt(node).length > 0) collect(node, program, found, depth + 1);
}
