import type { Call } from '../flow-graph.ts';
import type { RouteFacts } from './route-facts.ts';
import type { RouteProgram } from './route-program.ts';

const answering = /^(?:query|mutation|subscription|action|stateAction)$/;
const taking = /^(?:input|schema|inputSchema)$/;
const mostChain = 20;

/** Procedures of tRPC and next-safe-action: what they are sent comes through the schema of `input`, or not at all. */
export function procedures(program: RouteProgram): RouteFacts[] {
  return program.graph.calls.flatMap((call): RouteFacts[] => {
    if (!call.isWritten || !answering.test(call.method ?? '')) return [];
    const handler = call.args.at(-1);
    if (handler === undefined || program.functionsAt(handler).length === 0) return [];
    const given = schemaBefore(call, program);
    if (given === undefined) return [];
    const place = program.lineAt(call.file, call.start);
    const name = /([\w$]+)\s*[:=]\s*(?:await\s+)?$/.exec(
      program.places.files[call.file]!.text.slice(Math.max(0, call.start - 80), call.start),
    )?.[1];
    return [
      {
        method: 'CALL',
        path: name ?? '…',
        ...place,
        parts: [{ part: 'body', holding: 'schema', ...place }],
      },
    ];
  });
}

/** `.input(z.object({ … }))` in the chain before. */
function schemaBefore(last: Call, program: RouteProgram): Call | undefined {
  let receiver = last.receiver;
  for (let steps = 0; receiver !== undefined && steps < mostChain; steps += 1) {
    const call = program.origins.callAt(receiver);
    if (call === undefined) return undefined;
    const [schema] = call.args;
    if (taking.test(call.method ?? '') && schema !== undefined && isSchema(schema, program))
      return call;
    receiver = call.receiver;
  }
  return undefined;
}

/** Not the word of the sender: `any()`, or a function that gives back what it gets. */
function isSchema(node: number, program: RouteProgram): boolean {
  if (program.functionsAt(node).length > 0) return false;
  return !/^z\.(?:any|unknown)\(\)$/.test(program.sourceOf(node));
}
