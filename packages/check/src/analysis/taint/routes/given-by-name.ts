import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import { partNamed } from './route-facts.ts';
import { callsOf, type Read } from './reach.ts';
import type { RouteProgram } from './route-program.ts';

const mostNodes = 40;
const partName = /^(?:body|query|params|searchParams)$/;
const requestName = /^_?(?:req|request)$/;

/** What a route of a file is handed over by name: `({ req, searchParams })`, `(request, { params })`. */
export interface Given {
  /** Nodes that hold the request. */
  readonly requests: ReadonlySet<NodeId>;
  readonly reads: readonly Read[];
}

/** What functions of a file of routes read of their parameters, whatever wrapper calls them. */
export function givenByName(answering: readonly FunctionFacts[], program: RouteProgram): Given {
  const reads: Read[] = [];
  const requests = new Set<NodeId>();
  for (const { params, paramNames } of answering)
    for (const [index, param] of params.slice(0, 2).entries()) {
      if (param === undefined) continue;
      if (index === 0 && requestName.test(paramNames[0] ?? '')) spread(param, requests, program);
      for (const [name, to] of loadsOf(param, program)) {
        const part = partName.test(name) ? partNamed(name) : undefined;
        if (part !== undefined) reads.push({ node: to, part, field: undefined });
        if (requestName.test(name)) spread(to, requests, program);
      }
    }
  for (const node of requests)
    for (const [name, to] of loadsOf(node, program))
      if (/^(?:url|nextUrl)$/.test(name))
        reads.push({ node: to, part: undefined, field: undefined });
  for (const call of callsOf(
    answering.flatMap((one) => program.functions.withInner(one)),
    program,
  ))
    if (
      call.receiver !== undefined &&
      requests.has(call.receiver) &&
      /^(?:json|text|formData)$/.test(call.method ?? '')
    )
      reads.push({ node: call.result, part: 'body', field: undefined });
  return { requests, reads };
}

/** Properties that are read of the very value at a node. */
function loadsOf(node: NodeId, program: RouteProgram): [name: string, to: NodeId][] {
  const same = new Set<NodeId>();
  spread(node, same, program);
  return [...same].flatMap((one) =>
    (program.graph.uses[one] ?? []).flatMap((use): [string, NodeId][] =>
      use.kind === 'load' ? [[use.property, use.to]] : [],
    ),
  );
}

/** Adds the nodes of the function that hold the same value. */
function spread(from: NodeId, into: Set<NodeId>, { graph }: RouteProgram): void {
  const start = into.size;
  const todo = [from];
  for (const node of todo) {
    if (into.size - start > mostNodes || into.has(node)) continue;
    into.add(node);
    graph.eachEdge(node, (edge) => {
      if (graph.isIdentity(edge) && !graph.isHeap(edge) && graph.site(edge) === 0)
        todo.push(graph.target(edge));
    });
  }
}
