import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import { type Given, givenByName } from './given-by-name.ts';
import { type HandedOver, handedOver } from './handed-over.ts';
import type { Held, Middleware } from './middleware.ts';
import type { PartEvidence, Seen } from './part-evidence.ts';
import { callsOf, functionsWithRequest, type Reads, withinOf } from './reach.ts';
import { fieldOf } from './registered.ts';
import { evidenceOf, type Route } from './route-evidence.ts';
import {
  type Holding,
  partNamed,
  type ReadPart,
  type RequestPart,
  requestParts,
  type RouteFacts,
} from './route-facts.ts';
import type { RouteProgram } from './route-program.ts';
import type { SchemaParameters } from './schema-given.ts';
import type { Tracer } from './trace.ts';
import type { Traced } from './traced.ts';

/** So many routes that share a function before them show that it belongs to none. */
const manyRoutes = 3;
const mostChars = 80;
const nothingGiven: Given = { requests: new Set(), reads: [] };

/** Judges routes one by one: which parts of the request each reads, and what becomes of them. */
export class RouteJudge {
  readonly #program: RouteProgram;
  readonly #tracer: Tracer;
  readonly #reads: Reads;
  readonly #schemas: SchemaParameters;
  readonly #middleware: Middleware;
  /** How many routes a function stands before. */
  readonly #shared = new Map<FunctionFacts, number>();
  readonly #handed = new Map<NodeId, HandedOver>();
  /** Names of path parameters that the app looks up before any route. */
  readonly #lookedUp: ReadonlySet<string>;

  constructor(
    program: RouteProgram,
    tracer: Tracer,
    reads: Reads,
    schemas: SchemaParameters,
    middleware: Middleware,
    routes: readonly Route[],
  ) {
    this.#program = program;
    this.#tracer = tracer;
    this.#reads = reads;
    this.#schemas = schemas;
    this.#middleware = middleware;
    this.#lookedUp = new Set(
      program.graph.calls.flatMap((call) =>
        program.pathsOf(call).includes('express#App.param')
          ? (program.textAt(call.args[0]) ?? [])
          : [],
      ),
    );
    for (const { handed } of routes)
      for (const node of handed)
        for (const facts of this.#over(node).functions)
          this.#shared.set(facts, (this.#shared.get(facts) ?? 0) + 1);
  }

  #over(node: NodeId): HandedOver {
    const known = this.#handed.get(node);
    if (known !== undefined) return known;
    const made = handedOver(node, this.#program);
    this.#handed.set(node, made);
    return made;
  }

  judge(route: Route): RouteFacts {
    const answering = this.#answering(route);
    const held = this.#heldBefore(route);
    const given = route.isFileRoute ? givenByName(answering, this.#program) : nothingGiven;
    const functions = functionsWithRequest(answering, this.#program, given.requests);
    const calls = callsOf(functions, this.#program);
    const reads = [...given.reads, ...[...functions].flatMap((facts) => this.#reads.in(facts))];
    for (const { node } of reads) this.#reads.claim(node);
    const own = new Set(answering.flatMap((facts) => this.#program.functions.withInner(facts)));
    const within = withinOf(functions, this.#program);
    const evidence = evidenceOf(route, reads, own, within, this.#program, this.#tracer);
    if (!this.#looksAtChains(route, functions)) held.fields.length = 0;
    const makers = route.handed.flatMap((node) => this.#over(node).around.map(({ made }) => made));
    const parts = requestParts.flatMap((part) => {
      const seen = evidence.get(part);
      for (const one of seen?.all ?? [])
        keepGiven(one.traced, (check) => this.#schemas.isGiven(check, [...calls, ...makers]));
      return this.#part(part, route, seen, held) ?? [];
    });
    const { method, path } = route;
    return { method, path, ...this.#program.lineAt(route.file, route.start), parts };
  }

  /** The functions that answer: the last that is handed over, and those before it that are this route's alone. */
  #answering(route: Route): FunctionFacts[] {
    const last = route.handed.at(-1);
    return [
      ...route.functions,
      ...route.handed.flatMap((node) =>
        this.#over(node).functions.filter(
          (facts) => node === last || (this.#shared.get(facts) ?? 0) < manyRoutes,
        ),
      ),
    ];
  }

  #heldBefore(route: Route): Held {
    const held: Held = { parts: new Set(route.held), isWhole: false, fields: [], unclear: [] };
    const last = route.handed.at(-1);
    for (const node of [...route.before, ...route.handed]) {
      const over = this.#over(node);
      // What answers is judged by what it does itself; what is around it comes first.
      const before = node === last ? { ...over, functions: [] } : over;
      this.#middleware.hold(node, before, held);
    }
    for (const options of route.options)
      for (const name of ['schema', 'request']) {
        const schema = fieldOf(options, name, this.#program);
        if (schema === undefined) continue;
        const parts = this.#program.fieldsAt(schema).flatMap(([one]) => partNamed(one) ?? []);
        // A schema that is made elsewhere is taken to be whole.
        if (this.#program.fieldsAt(schema).length === 0) held.isWhole = true;
        for (const part of parts) held.parts.add(part);
      }
    return held;
  }

  /** Chains of express-validator only note what is wrong: somebody must ask. */
  #looksAtChains(route: Route, functions: ReadonlySet<FunctionFacts>): boolean {
    const around = [...route.before, ...route.handed].flatMap((node) => {
      const over = this.#over(node);
      return [...over.functions, ...over.around.map(({ facts }) => facts)];
    });
    const all = new Set([...functions, ...functionsWithRequest(around, this.#program)]);
    return callsOf(all, this.#program).some((call) =>
      this.#program
        .pathsOf(call)
        .some((path) =>
          /^express-validator\b.*\.(?:validationResult|withDefaults\(\))$/.test(path),
        ),
    );
  }

  #part(
    part: RequestPart,
    route: Route,
    evidence: PartEvidence | undefined,
    held: Held,
  ): ReadPart | undefined {
    const here = this.#program.lineAt(route.file, route.start);
    const chains = held.fields.filter((one) => one.part === part);
    const isHeld = held.parts.has(part) || (held.isWhole && evidence !== undefined);
    if (isHeld || chains.some(({ field }) => field === undefined)) {
      const open = route.heldNodes.size > 0 ? evidence?.raw(() => false)[0] : undefined;
      return open === undefined
        ? { part, holding: 'schema', ...here }
        : this.#told(part, open, 'raw');
    }
    if (evidence === undefined)
      return chains.length > 0 ? { part, holding: 'schema', ...here } : undefined;
    const { schemas } = evidence;
    const raw = evidence.raw(
      (seen) =>
        isNamed(seen, chains) ||
        (part === 'params' && this.#isSettled(seen, route)) ||
        schemas.some((check) => this.#covers(check.result, seen.at, route)),
    )[0];
    if (raw !== undefined)
      return this.#told(part, raw, held.unclear.length > 0 ? 'unclear' : 'raw');
    const beside = evidence.usedBeside(this.#tracer.kinds);
    if (beside !== undefined) return { ...this.#told(part, beside, 'schema'), isUsedBeside: true };
    const { all } = evidence;
    const doubt =
      schemas.length > 0 ? undefined : all.find(({ traced }) => traced.unclear.length > 0);
    if (doubt !== undefined) return this.#told(part, doubt, 'unclear');
    const how = holdingOf(all, chains.length > 0);
    return how === undefined
      ? undefined
      : { part, holding: how, ...this.#program.lineOf(all[0]!.at) };
  }

  /** `/:id(\\d+)`, or a parameter for which the app has a function of its own. */
  #isSettled({ field }: Seen, { path }: Route): boolean {
    if (field === undefined) return false;
    return this.#lookedUp.has(field) || path.includes(`:${field}(`) || path.includes(`:${field}{`);
  }

  /** A check in one branch for one method says nothing of the branch for another. */
  #covers(check: NodeId, read: NodeId, { isFileRoute, method }: Route): boolean {
    const { graph, places } = this.#program;
    const file = graph.file.at(read);
    if (!isFileRoute || method !== 'ALL' || graph.file.at(check) !== file) return true;
    const ends = [graph.start.at(check), graph.start.at(read)].sort((a, b) => a - b);
    const between = places.files[file]!.text.slice(ends[0], ends[1]);
    return !/\.method\s*===?|\bcase\s+["'](?:GET|POST|PUT|PATCH|DELETE)\b/.test(between);
  }

  #told(part: RequestPart, { at, field, traced }: Seen, holding: Holding): ReadPart {
    const [unheeded] = traced.unheeded;
    const use =
      traced.uses[0] ?? (unheeded && this.#program.placeOf(unheeded)) ?? traced.unclear[0];
    const call = use === undefined ? '' : this.#program.textOf(use).replaceAll(/\s+/g, ' ');
    return {
      part,
      holding,
      ...(field !== undefined && { field }),
      ...this.#program.lineOf(at),
      ...(call !== '' && {
        call: call.length > mostChars ? `${call.slice(0, mostChars - 1)}…` : call,
      }),
    };
  }
}

function isNamed(
  { field }: Seen,
  chains: readonly { readonly field: string | undefined }[],
): boolean {
  return field !== undefined && chains.some((one) => one.field === field);
}

function keepGiven(traced: Traced, isGiven: (check: Traced['schemas'][number]) => boolean): void {
  const kept = traced.schemas.filter(isGiven);
  traced.schemas.splice(0, traced.schemas.length, ...kept);
}

/** The best that is done with what is read; undefined where it is only looked at. */
function holdingOf(all: readonly Seen[], hasChains: boolean): Holding | undefined {
  if (hasChains || all.some(({ traced }) => traced.schemas.length > 0)) return 'schema';
  if (all.some(({ traced }) => traced.signed.length > 0)) return 'signed';
  const isByHand = all.some(({ traced }) => traced.isByHand || traced.isPartlyByHand);
  return isByHand ? 'by hand' : undefined;
}
