import type { Sighting } from '../build/program-parts.ts';
import type { Call, NodeId } from '../flow-graph.ts';
import { likelySqlMethods, sinks, type SinkSpec, storeSinks, type Taken } from '../models/sinks.ts';
import { anyField, type Thing } from '../objects.ts';
import type { SinkPoint } from '../search/roots.ts';
import type { KnownLibraries } from './library-models.ts';
import type { Solver } from './solver.ts';

/** Calls that read a token and do not look whether it is genuine: of note where somebody sent it. */
const unverified = /^(?:jsonwebtoken\.decode|jose\.decodeJwt|jwt-simple\.decode)$/;
const filters = /^(?:ssrf-req-filter|ssrf-agent\w*|request-filtering-agent|private-ip-agent)\b/;
const shells = /^(?:.*\/)?(?:sh|bash|zsh|dash|ksh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/;
/** `-C` of `-C text`: what stands after it is its value. */
const shortOption = /^-[A-Za-z]$/;
/** Programs whose short options mostly stand for themselves: `rm -r name`. */
const flagsOnly =
  /^(?:.*\/)?(?:rm|ls|cat|cp|mv|du|df|wc|chmod|chown|chgrp|mkdir|rmdir|ln|touch|stat|file|grep|diff|kill|ping|gzip|gunzip|unzip)$/;

/** Finds the sinks of a solved program. Needs another `run` of the solver before the search. */
export class SinkPoints {
  readonly points: SinkPoint[] = [];
  readonly #solver: Solver;
  readonly #known: KnownLibraries;

  constructor(solver: Solver, known: KnownLibraries) {
    this.#solver = solver;
    this.#known = known;
  }

  ofCall(call: Call): void {
    const paths = this.#known.called.get(call.id);
    if (paths === undefined) {
      this.#ofUnknown(call);
      return;
    }
    for (const path of paths) {
      for (const spec of sinks.get(path.replace(guessMark, '')) ?? []) this.#ofSpec(call, spec);
      if (path.startsWith('child_process.')) this.#ofShell(call);
      if (unverified.test(path) && call.args[0] !== undefined)
        this.#add(call, call.args[0], undefined, path);
    }
  }

  ofSighting(sighting: Sighting): void {
    const { what, node, other, text, file, start } = sighting;
    const at = { file, start, symbol: undefined, isTyped: true };
    if (what === 'named-secret')
      this.points.push({ ...at, node, label: 'random', harm: undefined, title: text ?? '' });
    if (what === 'comparison')
      for (const side of [node, other ?? node])
        this.points.push({ ...at, node: side, label: 'digest', harm: undefined, title: '===' });
    if (what === 'mongo-where')
      this.points.push({ ...at, node, label: 'input', harm: 'code', title: 'MongoDB $where' });
    if (what !== 'store' || other === undefined) return;
    for (const thing of this.#solver.thingsAt(node)) {
      const sink = thing.kind === 'api' ? storeSinks.get(`${thing.path}.${text}`) : undefined;
      if (sink && this.#isText(other, 'html'))
        this.points.push({ ...at, node: other, label: 'input', ...sink });
    }
  }

  #ofSpec(call: Call, spec: SinkSpec): void {
    if (spec.needs !== undefined && !this.#isOptionSet(call, spec.needs)) return;
    if (spec.unless !== undefined && this.#hasOption(call, spec.unless)) return;
    // A timer takes a function; only text that is put together for it is meant as code.
    if (/^set(?:Timeout|Interval|Immediate)$/.test(spec.title) && !call.built.has(0)) return;
    if (spec.harm === 'nosql' && this.#known.hasMongoSanitizer) return;
    if (spec.harm === 'html' && !this.#sendsHtml(call, spec)) return;
    if (spec.harm === 'ssrf' && this.#hasFilter(call)) return;
    if (spec.harm === 'argument') {
      this.#ofProgram(call, spec);
      return;
    }
    for (const taken of spec.takes) {
      const index = taken.isLast ? call.args.length - 1 : taken.index;
      const arg = call.args[index];
      if (arg !== undefined) this.#add(call, this.#inside(arg, taken), spec.harm, spec.title);
    }
    if (spec.needs === 'shell') this.#addDeep(call, 1, 'command', spec.title);
  }

  #add(call: Call, node: NodeId, harm: SinkPoint['harm'], title: string, detail?: string): void {
    this.points.push({
      node,
      label: 'input',
      harm,
      title,
      isTyped: this.#isTyped(call),
      file: call.file,
      start: call.start,
      symbol: call.within.name,
      within: call.within,
      ...(detail !== undefined && { detail }),
    });
  }

  #isTyped(call: Call): boolean {
    const paths = this.#known.called.get(call.id);
    return paths !== undefined && [...paths].some((path) => !path.startsWith(guessedCollection));
  }

  #addDeep(call: Call, index: number, harm: SinkPoint['harm'], title: string): void {
    const arg = call.args[index];
    if (arg === undefined) return;
    this.#add(
      call,
      this.#inside(arg, { index, fields: [], isDeep: true, isLast: false }),
      harm,
      title,
    );
  }

  /** The node of what is taken: the argument, a field of it, or all that it holds. */
  #inside(arg: NodeId, { fields, isDeep }: Taken): NodeId {
    let node = arg;
    for (const property of fields) {
      const to = this.#solver.nodeLike(node);
      this.#solver.use(node, { kind: 'load', property, to });
      node = to;
    }
    if (!isDeep) return node;
    const to = this.#solver.nodeLike(node);
    this.#solver.derive(node, to, 0);
    this.#solver.use(node, { kind: 'deep', to, depth: 4 });
    return to;
  }

  /** The program and its arguments; those after `--` are no options. */
  #ofProgram(call: Call, { title }: SinkSpec): void {
    const [program, list] = call.args;
    if (program !== undefined) this.#add(call, program, 'command', title);
    if (list === undefined) return;
    const name = this.#constants(program)[0];
    for (const thing of this.#solver.thingsAt(list)) {
      if (thing.kind !== 'object') continue;
      const fields = [...thing.held.fields];
      const dashes = fields
        .filter(([, node]) => this.#constants(node).includes('--'))
        .map(([field]) => Number(field));
      const end = dashes.length > 0 ? Math.min(...dashes) : Number.POSITIVE_INFINITY;
      const takesValues = !flagsOnly.test(String(name));
      for (const [field, node] of fields) {
        const before = thing.held.fields.get(String(Number(field) - 1));
        if (takesValues && this.#constants(before).some((one) => shortOption.test(String(one))))
          continue;
        if (field === anyField ? end === Number.POSITIVE_INFINITY : Number(field) < end)
          this.#add(call, node, 'argument', title, typeof name === 'string' ? name : undefined);
      }
    }
  }

  /** `spawn('sh', ['-c', text])` is a shell's command line. */
  #ofShell(call: Call): void {
    const [program, list] = call.args;
    if (program === undefined || list === undefined) return;
    const isShell = this.#constants(program).some((one) => shells.test(String(one)));
    if (!isShell) return;
    this.#addDeep(call, 1, 'command', 'a shell');
  }

  /** A call of something unknown that looks like one of a driver's. */
  #ofUnknown(call: Call): void {
    const { method, args, receiver } = call;
    if (receiver === undefined || method === undefined || !call.isWritten) return;
    if (this.#solver.thingsAt(call.callee).some(({ kind }) => kind === 'function')) return;
    const [first] = args;
    if (first === undefined) return;
    if (likelySqlMethods.has(method) && this.#isText(first, 'sql'))
      this.#add(call, first, 'sql', `${method}() with SQL`);
  }

  /** True where text goes out as HTML: by its type, or because it holds tags. */
  #sendsHtml(call: Call, { title }: SinkSpec): boolean {
    const types = call.within.contentTypes;
    if (types.some((type) => /html|svg|xml/i.test(type))) return true;
    if (types.length > 0) return false;
    const [first] = call.args;
    if (first === undefined) return false;
    const held = this.#solver.thingsAt(first);
    if (held.some(({ kind }) => kind === 'object')) return false;
    return /Response\.send$|Context\.html$/.test(title) || this.#isText(first, 'html');
  }

  #isText(node: NodeId, of: 'sql' | 'html'): boolean {
    return this.#solver.thingsAt(node).some((thing) => thing.kind === 'text' && thing.of === of);
  }

  #constants(node: NodeId | undefined): (string | number | boolean)[] {
    if (node === undefined) return [];
    return this.#solver
      .thingsAt(node)
      .flatMap((thing) => (thing.kind === 'constant' ? [thing.value] : []));
  }

  #options(call: Call, name: string): NodeId[] {
    return call.args.flatMap((arg) =>
      this.#solver.thingsAt(arg).flatMap((thing) => {
        const field = thing.kind === 'object' ? thing.held.fields.get(name) : undefined;
        return field === undefined ? [] : [field];
      }),
    );
  }

  /** An argument that nothing is known of may hold the option. */
  #hasOption(call: Call, name: string): boolean {
    const isUnknown = call.args.slice(1).some((arg) => this.#solver.holds(arg).length === 0);
    return isUnknown || this.#options(call, name).length > 0;
  }

  /** An agent that refuses inner addresses, or names that the app looks up by itself. */
  #hasFilter(call: Call): boolean {
    if (this.#options(call, 'lookup').length > 0) return true;
    return ['agent', 'httpAgent', 'httpsAgent', 'dispatcher'].some((name) =>
      this.#options(call, name).some((node) =>
        this.#solver
          .thingsAt(node)
          .some(
            ({ kind, path }: Thing & { path?: string }) =>
              kind === 'api' && filters.test(path ?? ''),
          ),
      ),
    );
  }

  #isOptionSet(call: Call, name: string): boolean {
    return this.#options(call, name).some((node) =>
      this.#constants(node).some((value) => value !== false && value !== ''),
    );
  }
}

/** What is taken for a collection of MongoDB by how it is asked for. */
export const guessedCollection = 'mongodb~#Collection';
const guessMark = '~';

/** Receivers of `….collection('x')` are databases of documents where nothing else is known of them. */
export function isUnknownCollection(call: Call, solver: Solver): boolean {
  return (
    call.method === 'collection' &&
    call.args.length === 1 &&
    solver.holds(call.callee).length === 0 &&
    solver.thingsAt(call.args[0]!).some(({ kind }) => kind === 'constant')
  );
}
