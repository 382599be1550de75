import type { Call, NodeId } from '../flow-graph.ts';
import type { Solver } from './solver.ts';

/** Path of agents that look names up by a function of the team's own, as those do that refuse inner addresses. */
export const ownAgent = 'ssrf-agent';

/** `new Agent({ lookup })`, `new Agent({ connect: { lookup } })`. */
export function looksUpItself(call: Call, solver: Solver): boolean {
  const [options] = call.args;
  if (!call.isNew || options === undefined) return false;
  const isAgent = solver
    .thingsAt(call.callee)
    .some((thing) => thing.kind === 'api' && /Agent$|Dispatcher$/.test(thing.path));
  return (
    isAgent &&
    [options, ...fieldsOf(options, 'connect', solver)].some(
      (node) => fieldsOf(node, 'lookup', solver).length > 0,
    )
  );
}

function fieldsOf(node: NodeId, name: string, solver: Solver): NodeId[] {
  return solver.thingsAt(node).flatMap((thing) => {
    const field = thing.kind === 'object' ? thing.held.fields.get(name) : undefined;
    return field === undefined ? [] : [field];
  });
}
