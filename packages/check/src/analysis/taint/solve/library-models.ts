import { everything, nothing } from '../harms.ts';
import type { Call, NodeId } from '../flow-graph.ts';
import { chains, type Handler, handlers, rewrites, schemaChains } from '../models/frameworks.ts';
import { type Passing, passings } from '../models/passing.ts';
import { aliases, fluent, instancePaths } from '../models/sinks.ts';
import { type Source, sourceClasses, sourceMethods, sourceProperties } from '../models/sources.ts';
import type { Root } from '../search/roots.ts';
import type { LibraryModels, Solver } from './solver.ts';

const mostSegments = 7;
const sourcePart = '%part:';

/** What libraries and the language do with what they are given, as far as it is known. */
export class KnownLibraries implements LibraryModels {
  /** Nodes where data of others enters. */
  readonly roots: Map<NodeId, Root> = new Map();
  /** Paths that written calls reach. */
  readonly called: Map<number, Set<string>> = new Map();
  /** Where a part was read, and what it was read of: `req.body.id` and `req.body`. */
  readonly readOf: Map<NodeId, NodeId> = new Map();
  /** Keys that begin with a dollar are taken out of every request. */
  hasMongoSanitizer = false;
  /** Some routes hold requests against a schema: text is text there. */
  hasSchemaChecks = false;
  /** Path parameters that some route holds to a pattern. */
  readonly heldParameters: Set<string> = new Set();
  readonly #parts: Source[] = [];
  /** Calls that may make a check of a schema, by their result. */
  #byResult: Map<NodeId, Call> | undefined;

  property(path: string, name: string): string | undefined {
    if (path.startsWith('%')) return undefined;
    if (name === 'default' && !path.includes('.') && !path.includes('#')) return path;
    return shortened(`${path}.${name}`);
  }

  instance(path: string): string | undefined {
    return shortened(`${path}!`) ?? undefined;
  }

  onLoad(solver: Solver, path: string, name: string, to: NodeId, base: NodeId): void {
    if (path.startsWith(sourcePart)) {
      const source = this.#parts[Number(path.slice(sourcePart.length))];
      if (source?.names !== undefined && !source.names.has(name))
        solver.give(to, solver.things.api(path));
      else if (source?.part !== undefined && name !== 'length') {
        this.#root(to, source.title, source.part, name);
        if (source.names === undefined && !this.readOf.has(to)) this.readOf.set(to, base);
      }
      return;
    }
    const properties = sourceProperties.get(path);
    const own = properties !== undefined && Object.hasOwn(properties, name) ? name : '*';
    const source = properties?.[own];
    if (source && (name !== '*' || properties?.['*'])) this.enter(solver, source, to);
  }

  /** Data of others arrives at a node. */
  enter(solver: Solver, source: Source, to: NodeId): void {
    if (source.names === undefined) this.#root(to, source.title, source.cure);
    if (source.part === undefined) return;
    let index = this.#parts.indexOf(source);
    if (index < 0) index = this.#parts.push(source) - 1;
    solver.give(to, solver.things.api(`${sourcePart}${index}`));
  }

  #root(node: NodeId, title: string, cure: number, name?: string): void {
    if (this.roots.has(node)) return;
    const shown = name !== undefined && name !== '*' ? `${title}: ${name}` : title;
    this.roots.set(node, { node, label: 'input', title: shown, cure });
  }

  onCall(solver: Solver, call: Call, path: string): void {
    if (path.startsWith('%')) return;
    if (call.isWritten) {
      const known = this.called.get(call.id);
      if (known) known.add(path);
      else this.called.set(call.id, new Set([path]));
    }
    if (path === 'express-mongo-sanitize') this.hasMongoSanitizer = true;
    const result = resultOf(path, call.isNew);
    if (result !== undefined) solver.give(call.result, solver.things.api(result));
    const source = sourceMethods.get(path);
    if (source) this.enter(solver, source, call.result);
    const passing = passings.get(path);
    if (passing) pass(solver, call, passing);
    const handler = handlers.get(path);
    if (handler) this.#handle(solver, call, handler);
    if (path === 'global.Promise' && call.isNew) promise(solver, call);
    if (path === 'global.Math.random')
      this.roots.set(call.result, {
        node: call.result,
        label: 'random',
        title: 'Math.random',
        cure: nothing,
      });
    if (/^(?:crypto|node:crypto)\.createHmac\(\)(?:\.update\(\))?\.digest$/.test(path))
      this.roots.set(call.result, {
        node: call.result,
        label: 'digest',
        title: 'a message authentication code',
        cure: nothing,
      });
    if (isRequestEvent.test(path)) this.#onData(solver, call);
  }

  /** A node holds an instance of a class of a library; of some classes every instance is data of others. */
  hold(solver: Solver, node: NodeId, path: string): void {
    solver.give(node, solver.things.api(path));
    const source = sourceClasses.get(path);
    if (source) this.enter(solver, source, node);
  }

  #handle(solver: Solver, call: Call, { params, errorFirstAt, fields }: Handler): void {
    const [route] = call.args;
    if (route !== undefined) this.#noteHeld(solver, route);
    for (const arg of call.args) {
      if (this.#isSchemaCheck(solver, arg)) this.hasSchemaChecks = true;
      const inner = (fields ?? ['*']).map((field) => {
        const to = solver.nodeLike(arg);
        solver.use(arg, { kind: 'load', property: field, to });
        return to;
      });
      for (const target of [arg, ...inner])
        this.#handOver(solver, call, target, params, errorFirstAt);
    }
  }

  /** `/files/:id([0-9a-f]{10})`: only what fits gets to the handler. */
  #noteHeld(solver: Solver, route: NodeId): void {
    for (const thing of solver.thingsAt(route))
      if (thing.kind === 'constant' && typeof thing.value === 'string')
        for (const [, name = ''] of thing.value.matchAll(heldParameter))
          this.heldParameters.add(name);
  }

  /** `validate(schema)` among the handlers of a route. */
  #isSchemaCheck(solver: Solver, arg: NodeId): boolean {
    if (this.#byResult === undefined) {
      this.#byResult = new Map();
      for (const one of solver.graph.calls)
        if (one.isWritten && schemaCheck.test(one.name ?? '') && one.args.length > 0)
          this.#byResult.set(one.result, one);
    }
    return this.#byResult.has(arg);
  }

  /** A library calls a function that it was given with instances of its classes. */
  #handOver(
    solver: Solver,
    call: Call,
    target: NodeId,
    params: readonly string[],
    errorFirstAt: number | undefined,
  ): void {
    const args = params.map((name) => {
      const node = solver.nodeLike(target);
      if (name !== '') this.hold(solver, node, name);
      return node;
    });
    const made = pseudoCall(call, target, args, solver.nodeLike(target));
    solver.use(target, {
      kind: 'call',
      call: errorFirstAt === undefined ? made : { ...made, errorFirstAt },
    });
  }

  /** `request.on('data', (chunk) => …)` */
  #onData(solver: Solver, call: Call): void {
    const [event, listener] = call.args;
    if (event === undefined || listener === undefined) return;
    const isData = solver
      .thingsAt(event)
      .some((thing) => thing.kind === 'constant' && thing.value === 'data');
    if (isData) this.#handOver(solver, call, listener, ['http#Chunk'], undefined);
  }
}

const heldParameter = /:(\w+)\((?!\.\*|\*)/g;

/** Makers of handlers that let a request through when it has the shape of a schema. */
const schemaCheck =
  /^(?:validat(?:e|or|ion)\w*|\w*[vV]alidator|celebrate|checkSchema|processRequest(?:Body|Query|Params)?)$/;

const isRequestEvent =
  /^(?:express#Request|http#IncomingMessage|fastify#Request|koa#Request)\.(?:on|once|addListener)$/;

function pseudoCall(like: Call, callee: NodeId, args: readonly NodeId[], result: NodeId): Call {
  return {
    ...like,
    callee,
    receiver: undefined,
    method: undefined,
    args,
    spreadAt: undefined,
    result,
    isNew: false,
    built: new Set(),
    isWritten: false,
  };
}

function pass(solver: Solver, call: Call, passing: Passing): void {
  for (const [index, arg] of call.args.entries()) {
    if (passing.from && !passing.from.includes(index)) continue;
    if (passing.into !== undefined) {
      solver.give(call.result, solver.things.object());
      solver.use(call.result, { kind: 'store', property: passing.into, from: arg });
    } else if (passing.isIdentity) solver.flow(arg, call.result);
    else solver.derive(arg, call.result, passing.cure);
    if (passing.isDeep && passing.cure !== everything) {
      const read = solver.nodeLike(arg);
      solver.use(arg, { kind: 'deep', to: read, depth: 2 });
      solver.derive(read, call.result, passing.cure);
    }
  }
}

function promise(solver: Solver, call: Call): void {
  const [executor] = call.args;
  if (executor === undefined) return;
  const resolve = solver.nodeLike(call.result);
  solver.give(resolve, solver.things.resolver(call.result));
  solver.use(executor, {
    kind: 'call',
    call: pseudoCall(call, executor, [resolve], solver.nodeLike(executor)),
  });
}

function resultOf(path: string, isNew: boolean): string | undefined {
  const dot = path.lastIndexOf('.');
  if (!isNew && chains.has(path)) return path.slice(0, dot);
  const given = shortened(`${path}${isNew ? '!' : '()'}`);
  const owner = dot < 0 ? path : path.slice(0, dot);
  const next = fluent.get(owner) ?? schemaChains.get(owner);
  if (
    next !== undefined &&
    given === `${path}()` &&
    !/(?:[pP]arse|[vV]alidate|cast)\w*$/.test(path)
  )
    return next;
  return given;
}

/** The path as it is known best; undefined when it has become too long to mean anything. */
function shortened(path: string): string | undefined {
  const known = rewrites.get(path) ?? instancePaths.get(path);
  if (known !== undefined) return known;
  if (path.endsWith('!')) {
    const made = /^([^#]+)\.([A-Z][\w$]*)!$/.exec(path);
    if (made && !made[1]!.includes('(')) return `${made[1]}#${made[2]}`;
  }
  let segments = 0;
  for (const character of path) if (character === '.' || character === '(') segments += 1;
  return segments > mostSegments ? undefined : path;
}

/** Canonical name of a package as it is imported. */
export function packagePath(specifier: string): string {
  const bare = specifier.replace(/^node:/, '');
  return aliases.get(specifier) ?? aliases.get(bare) ?? bare;
}
