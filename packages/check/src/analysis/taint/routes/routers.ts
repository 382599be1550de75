import type { Call, NodeId } from '../flow-graph.ts';
import type { RouteProgram } from './route-program.ts';

/** What is handed to a router for all that come after it. */
export interface Before {
  readonly node: NodeId;
  readonly file: number;
  readonly start: number;
}

interface Mount {
  readonly parent: number;
  readonly prefix: string;
  readonly file: number;
  readonly start: number;
}

const uses = /^(?:express#App|koa#Router|koa#App|hono#App)\.(?:use|route)$/;
const mostDepth = 6;

/** Routers, by the call that makes each: where they are mounted, and what runs before their routes. */
export class Routers {
  readonly #program: RouteProgram;
  readonly #mounts = new Map<number, Mount>();
  readonly #before = new Map<number, Before[]>();
  /** All that is handed to any router to run before routes. */
  readonly middleware: NodeId[] = [];

  constructor(program: RouteProgram) {
    this.#program = program;
    for (const call of program.graph.calls)
      if (call.isWritten && program.pathsOf(call).some((path) => uses.test(path))) this.#use(call);
  }

  #use(call: Call): void {
    const { args, receiver } = call;
    // Of Express' `route` the result is a router too; Hono's takes one.
    if (receiver === undefined || (call.method === 'route' && args.length < 2)) return;
    const prefix = this.#program.textAt(args[0]) ?? '';
    this.middleware.push(...args);
    for (const parent of this.routersAt(receiver))
      for (const arg of args) {
        const routers = this.routersAt(arg);
        for (const router of routers)
          if (router !== parent && !this.#mounts.has(router))
            this.#mounts.set(router, { parent, prefix, file: call.file, start: call.start });
        if (routers.length > 0 || this.#program.textAt(arg) !== undefined) continue;
        const known = this.#before.get(parent);
        const one = { node: arg, file: call.file, start: call.start };
        if (known) known.push(one);
        else this.#before.set(parent, [one]);
      }
  }

  /** Numbers of the calls that may have made the router at a node. */
  routersAt(node: NodeId): number[] {
    const made: number[] = [];
    const seen = new Set<NodeId>();
    let next: NodeId[] = [node];
    for (let depth = 0; depth < mostDepth && next.length > 0; depth += 1) {
      const calls = next.flatMap((one) =>
        this.#program.origins.of(one).flatMap(({ call }) => call ?? []),
      );
      next = [];
      for (const call of calls) {
        if (seen.has(call.result)) continue;
        seen.add(call.result);
        const apis = this.#program.apisAt(call.result);
        const isRouter = apis.some((path) =>
          /^(?:express|koa|hono|fastify)#(?:App|Router)$/.test(path),
        );
        // `router.get(…)` and `router.routes()` give the router that they are called on.
        if (call.receiver !== undefined && this.#isOfRouter(call)) next.push(call.receiver);
        else if (isRouter) made.push(call.id);
      }
    }
    return made;
  }

  #isOfRouter(call: Call): boolean {
    return this.#program
      .pathsOf(call)
      .some((path) => /^(?:express|koa|hono|fastify)#(?:App|Router)\.\w+$/.test(path));
  }

  /** Where the routes of a router begin, and all that runs before one that stands at a place. */
  above(
    node: NodeId | undefined,
    file: number,
    start: number,
  ): { prefix: string; before: Before[] } {
    let prefix = '';
    const before: Before[] = [];
    let router = node === undefined ? undefined : this.routersAt(node)[0];
    let at = { file, start };
    for (let depth = 0; router !== undefined && depth < mostDepth; depth += 1) {
      const { file: inFile, start: from } = at;
      before.push(
        ...(this.#before.get(router) ?? []).filter(
          (one) => one.file !== inFile || one.start < from,
        ),
      );
      const mount = this.#mounts.get(router);
      if (mount === undefined) break;
      prefix = joined(mount.prefix, prefix);
      at = mount;
      router = mount.parent;
    }
    return { prefix, before };
  }
}

/** Two parts of a path, with one slash between. */
export function joined(first: string, second: string): string {
  const whole = `${first.replace(/\/$/, '')}/${second.replace(/^\//, '')}`;
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole;
}
