import type { Call, FlowGraph, NodeId } from './flow-graph.ts';
import type { KnownLibraries } from './solve/library-models.ts';
import type { Solver } from './solve/solver.ts';

const slow =
  /^(?:bcrypt(?:js)?|argon2|@node-rs\/(?:bcrypt|argon2)|scrypt[\w-]*)\.|^crypto\.(?:scrypt|pbkdf2|argon2)/;
/** What a worker is told to do: the slow hash stands in its own file. */
const job = /^(?:bcrypt\w*|argon2\w*|hash|compare|hashPassword|comparePassword)$/;
const toWorker = /^(?:exec|run|call|postMessage|send|request|queue|enqueue)$/;
const mostNodes = 400;

/** True where what a fast hash makes goes into a slow one: SHA-512 before bcrypt, which reads 72 bytes only. */
export function isFirstOfTwo(
  update: Call,
  graph: FlowGraph,
  solver: Solver,
  known: KnownLibraries,
): boolean {
  const calls = graph.calls.filter(({ file }) => file === update.file);
  const reached = digestsOf(update, calls, graph);
  return calls.some(
    (call) =>
      call.start !== update.start &&
      hashesSlowly(call, solver, known) &&
      call.args.some((arg) => holds(arg, reached, solver)),
  );
}

/** Nodes that the digest gets to within its file. */
function digestsOf(update: Call, calls: readonly Call[], graph: FlowGraph): Set<NodeId> {
  const reached = new Set<NodeId>([update.result]);
  for (const node of reached) {
    if (reached.size > mostNodes) break;
    for (const { receiver, method, result } of calls)
      if (receiver === node && (method === 'digest' || method === 'toString')) reached.add(result);
    graph.eachEdge(node, (edge) => {
      const target = graph.target(edge);
      if (graph.file.at(target) === update.file) reached.add(target);
    });
  }
  return reached;
}

function hashesSlowly(call: Call, solver: Solver, known: KnownLibraries): boolean {
  if ([...(known.called.get(call.id) ?? [])].some((path) => slow.test(path))) return true;
  const [first] = call.args;
  if (first === undefined || !toWorker.test(call.method ?? '')) return false;
  return solver
    .thingsAt(first)
    .some((thing) => thing.kind === 'constant' && job.test(String(thing.value)));
}

function holds(arg: NodeId, reached: ReadonlySet<NodeId>, solver: Solver): boolean {
  if (reached.has(arg)) return true;
  return solver
    .thingsAt(arg)
    .some(
      (thing) =>
        thing.kind === 'object' &&
        [...thing.held.fields.values()].some((field) => reached.has(field)),
    );
}
