import type { Call, NodeId } from '../flow-graph.ts';
import type { RouteProgram } from './route-program.ts';
import { joined, type Routers } from './routers.ts';

/** A route as it is written down, before its functions are looked at. */
export interface Registered {
  readonly method: string;
  readonly path: string;
  readonly file: number;
  readonly start: number;
  /** What is run for it, in order; the last answers. */
  readonly handed: readonly NodeId[];
  /** Objects that hold its schemas by part, under `schema` or `request`. */
  readonly options: readonly NodeId[];
  readonly before: readonly NodeId[];
  /** Its first function is of a file of routes: parts of the request are fields of what it is called with. */
  readonly isFileRoute?: boolean;
}

const verbs = /^(?:get|post|put|patch|delete|del|all|options|head|search)$/;
const routing =
  /^(?:express#App|koa#Router|hono#App|fastify#App)\.(?:get|post|put|patch|delete|del|all|head|search)$/;
const requestClass =
  /^(?:express#Request|fastify#Request|koa#Context|hono#Context|web#Request|http#IncomingMessage)$/;

/** Routes that are told to a router by calls. */
export function registeredRoutes(program: RouteProgram, routers: Routers): Registered[] {
  const found: Registered[] = [];
  for (const call of program.graph.calls) {
    if (!call.isWritten) continue;
    const paths = program.pathsOf(call);
    if (paths.some((path) => routing.test(path)) || isRoutingByLook(call, program))
      found.push(...byVerb(call, program, routers));
    else if (paths.includes('fastify#App.route')) found.push(...byOptions(call, program));
    else if (paths.includes('hono#App.openapi'))
      found.push(...byDefinition(call, program, routers));
    else if (paths.some((path) => /^(?:https?|http2)\.create(?:Secure)?Server$/.test(path)))
      found.push(...ofServer(call, program));
  }
  return found;
}

/** `app.get('/x', (req, res) => …)` of something unknown. */
function isRoutingByLook(call: Call, program: RouteProgram): boolean {
  if (!verbs.test(call.method ?? '') || call.args.length < 2) return false;
  if (program.functionsAt(call.callee).length > 0 || program.pathsOf(call).length > 0) return false;
  const path = program.textAt(call.args[0]);
  if (path === undefined || !/^[/*]/.test(path)) return false;
  return program
    .functionsAt(call.args.at(-1)!)
    .some(({ params }) =>
      params.some(
        (param) =>
          param !== undefined && program.apisAt(param).some((one) => requestClass.test(one)),
      ),
    );
}

function byVerb(call: Call, program: RouteProgram, routers: Routers): Registered[] {
  const [first, ...rest] = call.args;
  if (first === undefined) return [];
  const own = pathOf(first, program);
  const inner = routePath(call, program);
  // `app.get('name')` reads a setting; `router.route('/x').get(handler)` has its path before.
  if (rest.length === 0 && inner === undefined) return [];
  const handed = inner === undefined ? rest : call.args;
  const { prefix, before } = routers.above(call.receiver, call.file, call.start);
  const method = call.method === 'del' ? 'DELETE' : (call.method ?? '').toUpperCase();
  const options = handed.slice(0, -1).filter((node) => fieldOf(node, 'schema', program));
  return [
    {
      method,
      path: joined(prefix, inner ?? own ?? '…'),
      file: call.file,
      start: call.start,
      handed: handed.filter((node) => !options.includes(node)),
      options,
      before: before.map(({ node }) => node),
    },
  ];
}

/** A path, or restify's `{ path: '/x' }`. */
function pathOf(node: NodeId, program: RouteProgram): string | undefined {
  return program.textAt(node) ?? program.textAt(fieldOf(node, 'path', program));
}

/** `/x` of `router.route('/x').get(…).post(…)` */
function routePath(call: Call, program: RouteProgram): string | undefined {
  let receiver = call.receiver;
  for (let depth = 0; receiver !== undefined && depth < 12; depth += 1) {
    const before = program.origins.callAt(receiver);
    if (before?.method === 'route') return program.textAt(before.args[0]);
    receiver = before?.receiver;
  }
  return undefined;
}

/** Fastify's `app.route({ method, url, schema, handler })` */
function byOptions(call: Call, program: RouteProgram): Registered[] {
  const [options] = call.args;
  if (options === undefined) return [];
  const handed = ['onRequest', 'preValidation', 'preHandler', 'handler'].flatMap(
    (name) => fieldOf(options, name, program) ?? [],
  );
  if (handed.length === 0) return [];
  return [
    {
      method: program.textAt(fieldOf(options, 'method', program)) ?? 'ALL',
      path: program.textAt(fieldOf(options, 'url', program)) ?? '…',
      file: call.file,
      start: call.start,
      handed,
      options: [options],
      before: [],
    },
  ];
}

/** Hono's `app.openapi(createRoute({ method, path, request }), handler)` */
function byDefinition(call: Call, program: RouteProgram, routers: Routers): Registered[] {
  const [definition, ...handed] = call.args;
  if (definition === undefined || handed.length === 0) return [];
  const options = program.origins.of(definition).flatMap(({ call: made }) => made?.args[0] ?? []);
  const { prefix, before } = routers.above(call.receiver, call.file, call.start);
  const [told] = options;
  const text = (name: string): string | undefined =>
    told === undefined ? undefined : program.textAt(fieldOf(told, name, program));
  return [
    {
      method: text('method')?.toUpperCase() ?? 'ALL',
      path: joined(prefix, text('path') ?? '…'),
      file: call.file,
      start: call.start,
      handed,
      options,
      before: before.map(({ node }) => node),
    },
  ];
}

/** A server of Node's own whose listener answers everything. */
function ofServer(call: Call, program: RouteProgram): Registered[] {
  const handed = call.args.filter((arg) => program.functionsAt(arg).length > 0);
  if (handed.length === 0) return [];
  return [
    {
      method: 'ALL',
      path: '/',
      file: call.file,
      start: call.start,
      handed,
      options: [],
      before: [],
    },
  ];
}

export function fieldOf(node: NodeId, name: string, program: RouteProgram): NodeId | undefined {
  return program.fieldsAt(node).find(([field]) => field === name)?.[1];
}
