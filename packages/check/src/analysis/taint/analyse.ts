import { isCodeFile, isModule, parse } from '../syntax/parse.ts';
import { LineTable } from '../syntax/line-table.ts';
import { buildFile } from './build/build-file.ts';
import type { ProgramParts, Sighting, Stretch } from './build/program-parts.ts';
import { FlowGraph, type NodeId } from './flow-graph.ts';
import { FlowDoubts } from './flow-doubts.ts';
import { flowOf } from './flow-report.ts';
import type { CodeFacts, SkippedCode } from './code-facts.ts';
import { ModuleFiles } from './module-files.ts';
import { notableCalls } from './notable-calls.ts';
import { NestFacts } from './routes/nest-routes.ts';
import { routeCoverage } from './routes/route-coverage.ts';
import { Things } from './objects.ts';
import { HeldBy } from './search/held-by.ts';
import { Origins } from './search/origins.ts';
import { Search } from './search/search.ts';
import { KnownLibraries, packagePath } from './solve/library-models.ts';
import { looksUpItself, ownAgent } from './solve/own-agents.ts';
import { guessedCollection, isUnknownCollection, SinkPoints } from './solve/sink-points.ts';
import { Solver } from './solve/solver.ts';
import { isTestFile, isUnreadable } from './file-kinds.ts';

/** A file of code. */
export interface CodeText {
  readonly path: string;
  readonly text: string;
}

interface Parsed {
  readonly path: string;
  readonly text: string;
  readonly isModule: boolean;
}

/** What flows where in a program, and what else of note it does. */
export function analyse(
  texts: readonly CodeText[],
  packages: ReadonlyMap<string, string> = new Map(),
): CodeFacts {
  const skipped: SkippedCode[] = [];
  const files: Parsed[] = [];
  for (const { path, text } of texts) {
    if (!isCodeFile(path)) continue;
    const why = isTestFile(path) ? 'a test' : isUnreadable(text);
    if (why !== undefined) skipped.push({ path, why });
    else files.push({ path, text, isModule: isModule(path, text) });
  }
  const parts = new Parts(files, packages);
  const nest = new NestFacts();
  // Trees are large: each is let go when its file is built.
  for (const [index, file] of files.entries()) {
    const parsed = parse(file.path, file.text);
    if ('program' in parsed) {
      const program = parsed.program();
      nest.read(index, program, file.text);
      buildFile(parts, index, program, file.isModule);
    } else skipped.push({ path: file.path, why: `not understood: ${parsed.problem}` });
  }
  const known = new KnownLibraries();
  const solver = solve(parts, known);
  const points = new SinkPoints(solver, known);
  for (const call of parts.graph.calls) points.ofCall(call);
  for (const sighting of parts.sightings) points.ofSighting(sighting);
  solver.run();
  const origins = new Origins(known.readOf);
  const sinks = [...points.points, ...origins.points()];
  const heldBy = new HeldBy(solver);
  const search = new Search(parts.graph, heldBy, sinks);
  const routes = origins.complete(search.run(known.roots.values()));
  const lines = files.map(({ text }) => new LineTable(text));
  const doubts = new FlowDoubts(solver, heldBy, known, parts.keyed);
  const place = { files, lines, graph: parts.graph };
  const coverage = routeCoverage(parts, solver, known, place, nest);
  return {
    files: texts.filter(({ path }) => isCodeFile(path)).length - skipped.length,
    skipped,
    flows: routes.map((route) => flowOf(route, place, doubts.of(route))),
    calls: notableCalls(parts, solver, known, place),
    routes: coverage.routes,
    readsOutside: coverage.readsOutside,
    isBounded: solver.isBounded || search.isBounded || coverage.isCut,
    size: {
      nodes: parts.graph.nodeCount,
      edges: parts.graph.edgeCount,
      steps: solver.steps,
      states: search.states,
      walked: coverage.walked,
    },
  };
}

function solve(parts: Parts, known: KnownLibraries): Solver {
  const solver = new Solver(parts.graph, parts.things, known);
  for (const [node, number] of parts.given) {
    const thing = parts.things.all[number]!;
    if (thing.kind === 'api') known.hold(solver, node, thing.path);
    else solver.give(node, number);
  }
  solver.run();
  for (const call of parts.graph.calls) {
    if (isUnknownCollection(call, solver))
      solver.give(call.result, parts.things.api(guessedCollection));
    if (looksUpItself(call, solver)) solver.give(call.result, parts.things.api(ownAgent));
  }
  solver.run();
  return solver;
}

class Parts implements ProgramParts {
  readonly graph = new FlowGraph();
  readonly things = new Things();
  readonly given: [NodeId, number][] = [];
  readonly sightings: Sighting[] = [];
  readonly keyed: Stretch[] = [];
  readonly #files: readonly Parsed[];
  readonly #modules: ModuleFiles;
  readonly #packages = new Map<string, NodeId>();
  readonly #objects: readonly { readonly module: NodeId; readonly exports: NodeId }[];

  constructor(files: readonly Parsed[], packages: ReadonlyMap<string, string>) {
    this.#files = files;
    this.#modules = new ModuleFiles(
      files.map(({ path }) => path),
      packages,
    );
    this.#objects = files.map(({ isModule }, file) => this.#moduleOf(file, isModule));
  }

  #moduleOf(file: number, isModule: boolean): { module: NodeId; exports: NodeId } {
    const module = this.graph.node(file, 0, 0);
    const initial = this.graph.node(file, 0, 0);
    this.given.push([module, this.things.object()], [initial, this.things.object()]);
    const exports = this.graph.node(file, 0, 0);
    this.graph.flow(initial, exports);
    if (!isModule) {
      this.graph.use(module, { kind: 'store', property: 'exports', from: initial });
      this.graph.use(module, { kind: 'load', property: 'exports', to: exports });
    }
    return { module, exports };
  }

  moduleOf(from: number, specifier: string): NodeId | undefined {
    const file = this.#modules.resolve(this.#files[from]!.path, specifier);
    if (file !== undefined) {
      const { exports } = this.#objects[file]!;
      if (this.#files[file]!.isModule) return exports;
      return this.#withDefault(exports, file);
    }
    if (/^[./~#]/.test(specifier) || specifier.endsWith('.json')) return undefined;
    const path = packagePath(specifier);
    const known = this.#packages.get(path);
    if (known !== undefined) return known;
    const node = this.graph.node(from, 0, 0);
    this.given.push([node, this.things.api(path)]);
    this.#packages.set(path, node);
    return node;
  }

  readonly #defaults = new Map<number, NodeId>();

  /** `import x from` a CommonJS file is its `module.exports`. */
  #withDefault(exports: NodeId, file: number): NodeId {
    const known = this.#defaults.get(file);
    if (known !== undefined) return known;
    this.graph.use(exports, { kind: 'store', property: 'default', from: exports });
    this.#defaults.set(file, exports);
    return exports;
  }

  moduleObject(file: number): NodeId {
    return this.#objects[file]!.module;
  }

  exportsOf(file: number): NodeId {
    return this.#objects[file]!.exports;
  }
}
