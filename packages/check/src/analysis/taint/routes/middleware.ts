import type { Call, FunctionFacts, NodeId } from '../flow-graph.ts';
import type { HandedOver } from './handed-over.ts';
import { partNamed, type RequestPart } from './route-facts.ts';
import { functionsWithRequest, holdsRequest, type Reads, withinOf } from './reach.ts';
import type { RouteProgram } from './route-program.ts';
import type { SchemaParameters } from './schema-given.ts';
import type { Tracer } from './trace.ts';

/** What a function before a route holds against a schema. */
interface Checked {
  readonly part: RequestPart | undefined;
  readonly check: Call;
}

/** What stands before a route says of what comes after. */
export interface Held {
  readonly parts: Set<RequestPart>;
  /** Something is held that does not say of which parts: of those that the route reads. */
  isWhole: boolean;
  /** Chains that name fields one by one: undefined for the whole part. */
  readonly fields: { readonly part: RequestPart; readonly field: string | undefined }[];
  /** What may hold a part against a schema, and cannot be looked into. */
  readonly unclear: NodeId[];
}

const validating = /valid|celebrate|schema|openapi/i;
const chainStart =
  /^express-validator(?:\/[\w./-]+)?\.(body|check|param|query|header|cookie|oneOf|checkSchema|checkExact)$/;
const chainParts: Readonly<Record<string, readonly RequestPart[]>> = {
  body: ['body'],
  query: ['query'],
  param: ['params'],
  header: ['headers'],
  cookie: ['headers'],
};
const mostChain = 60;

/** Tells what functions that run before others, or around them, hold against a schema. */
export class Middleware {
  readonly #program: RouteProgram;
  readonly #tracer: Tracer;
  readonly #reads: Reads;
  readonly #schemas: SchemaParameters;
  readonly #known = new Map<number, readonly Checked[]>();

  constructor(program: RouteProgram, tracer: Tracer, reads: Reads, schemas: SchemaParameters) {
    this.#program = program;
    this.#tracer = tracer;
    this.#reads = reads;
    this.#schemas = schemas;
  }

  /** Adds what one thing that was handed to a router holds against a schema. */
  hold(node: NodeId, { functions, around, library, unknown }: HandedOver, held: Held): void {
    const made = new Map(around.map((one) => [one.facts, one.made]));
    for (const facts of new Set([...functions, ...made.keys()]))
      this.#ofOwn(facts, made.get(facts), held);
    for (const call of library) this.#ofLibrary(call, held);
    for (const call of made.values())
      for (const arg of call?.args ?? []) this.#chains(arg, held, 0);
    this.#chains(node, held, 0);
    if (functions.length + library.length + around.length === 0)
      held.unclear.push(
        ...unknown.filter((one) =>
          validating.test(this.#program.sourceOf(node) + this.#program.sourceOf(one)),
        ),
      );
  }

  #ofOwn(facts: FunctionFacts, made: Call | undefined, held: Held): void {
    for (const { part, check } of this.#checks(facts)) {
      if (!this.#schemas.isGiven(check, [made])) continue;
      if (part !== undefined) held.parts.add(part);
      else holdNamed(this.#partsNamed(made), held);
    }
  }

  /** What a function of the code holds against a schema of the request that it sees. */
  #checks(facts: FunctionFacts): readonly Checked[] {
    const known = this.#known.get(facts.id);
    if (known !== undefined) return known;
    // The handler that a wrapper is given does what it does for its own route.
    const functions = functionsWithRequest(
      [facts],
      this.#program,
      new Set(),
      ({ callee }) => this.#schemas.parameterAt(callee) !== undefined,
    );
    const within = withinOf(functions, this.#program);
    const found = [...functions].flatMap((one) =>
      this.#reads.in(one).flatMap(({ node, part, field }): Checked[] => {
        this.#reads.claim(node);
        if (part === undefined || field !== undefined) return [];
        const { schemas } = this.#tracer.trace(node, within, false);
        return schemas
          .filter((check) => functions.has(check.within))
          .map((check) => ({ part, check }));
      }),
    );
    if (found.length === 0)
      for (const param of facts.params) {
        if (param === undefined || !holdsRequest(param, this.#program)) continue;
        const { schemas } = this.#tracer.trace(param, within, false);
        found.push(
          ...schemas
            .filter((check) => functions.has(check.within))
            .map((check) => ({ part: undefined, check })),
        );
      }
    this.#known.set(facts.id, found);
    return found;
  }

  #ofLibrary(call: Call, held: Held): void {
    const paths = this.#program.pathsOf(call);
    const name = this.#program.nameOf(call);
    if (paths.some((path) => path.startsWith('express-validator'))) return;
    if (![name, ...paths].some((one) => validating.test(one))) return;
    if (call.args.length === 0) {
      held.unclear.push(call.result);
      return;
    }
    holdNamed(this.#partsNamed(call), held);
  }

  /** The parts that the arguments or the name of a call name: `validate({ body: … })`, `zValidator('json', …)`. */
  #partsNamed(call: Call | undefined): RequestPart[] | undefined {
    if (call === undefined) return undefined;
    for (const arg of call.args) {
      const segments = [...this.#program.sourceOf(arg).matchAll(/\[\w*\.?([A-Z]+)\]\s*:/g)];
      const bySegment = segments.flatMap(([, name]) => partNamed(name!) ?? []);
      if (bySegment.length > 0) return bySegment;
      const text = this.#program.textAt(arg);
      const byText = text === undefined ? undefined : partOfTarget(text);
      if (byText !== undefined) return [byText];
      const schema = this.#program.origins
        .of(arg)
        .flatMap(({ call: maker }) => maker?.args[0] ?? []);
      for (const node of [arg, ...schema]) {
        const names = this.#program.fieldsAt(node).map(([name]) => name);
        const parts = names.map(partNamed);
        if (names.length > 0 && parts.every((one) => one !== undefined)) return [...new Set(parts)];
      }
    }
    const [, inName] =
      /(Body|Query|Params|Headers)(?:[A-Z]\w*)?$/.exec(this.#program.nameOf(call)) ?? [];
    const byName = inName === undefined ? undefined : partNamed(inName);
    return byName === undefined ? undefined : [byName];
  }

  /** `body('email').isEmail()` of express-validator, alone, in lists, or given to a function of the code. */
  #chains(node: NodeId, held: Held, depth: number): void {
    for (const { node: from, call } of this.#program.origins.of(node)) {
      if (call !== undefined) this.#chain(call, held);
      else if (depth < 2)
        for (const [, field] of this.#program.fieldsAt(from).slice(0, mostChain))
          this.#chains(field, held, depth + 1);
    }
  }

  #chain(last: Call, held: Held): void {
    let call: Call | undefined = last;
    for (let steps = 0; call !== undefined && steps < mostChain; steps += 1) {
      const start = this.#program
        .pathsOf(call)
        .flatMap((path) => chainStart.exec(path)?.[1] ?? [])[0];
      if (start !== undefined) {
        const field = this.#program.textAt(call.args[0])?.split(/[.[]/)[0];
        for (const part of chainParts[start] ?? (['body', 'query', 'params'] as const))
          held.fields.push({ part, field: field === '' || field === '*' ? undefined : field });
        return;
      }
      call = call.receiver === undefined ? undefined : this.#program.origins.callAt(call.receiver);
    }
  }
}

function holdNamed(parts: readonly RequestPart[] | undefined, held: Held): void {
  if (parts === undefined) held.isWhole = true;
  else for (const part of parts) held.parts.add(part);
}

function partOfTarget(text: string): RequestPart | undefined {
  return text === 'param'
    ? 'params'
    : text === 'header' || text === 'cookie'
      ? 'headers'
      : partNamed(text);
}
