import type { Call, FlowGraph, FunctionFacts, NodeId } from '../flow-graph.ts';
import type { Places } from '../flow-report.ts';
import type { KnownLibraries } from '../solve/library-models.ts';
import type { Solver } from '../solve/solver.ts';
import type { Sighting } from '../build/program-parts.ts';
import { FunctionTree } from './function-tree.ts';
import { Origins } from './origins.ts';

/** A stretch of a file; offsets are UTF-16 code units. */
export interface Place {
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

const mostChars = 120;

/** A solved program, as the search for routes asks about it. Changes nothing of it. */
export class RouteProgram {
  readonly graph: FlowGraph;
  readonly solver: Solver;
  readonly known: KnownLibraries;
  readonly places: Places;
  readonly sightings: readonly Sighting[];
  readonly functions: FunctionTree;
  readonly origins: Origins;
  readonly #callsIn = new Map<number, Call[]>();

  constructor(
    solver: Solver,
    known: KnownLibraries,
    places: Places,
    sightings: readonly Sighting[],
  ) {
    this.graph = solver.graph;
    this.solver = solver;
    this.known = known;
    this.places = places;
    this.sightings = sightings;
    this.functions = new FunctionTree(this.graph);
    this.origins = new Origins(this.graph);
    for (const call of this.graph.calls) {
      if (!call.isWritten) continue;
      const list = this.#callsIn.get(call.within.id);
      if (list) list.push(call);
      else this.#callsIn.set(call.within.id, [call]);
    }
  }

  /** Calls that are written in a function, those of inner functions left out. */
  callsIn({ id }: FunctionFacts): readonly Call[] {
    return this.#callsIn.get(id) ?? [];
  }

  /** Paths of libraries by which a call is known. */
  pathsOf(call: Call): string[] {
    return [...(this.known.called.get(call.id) ?? [])];
  }

  /** Functions of the code that a node may hold. */
  functionsAt(node: NodeId): FunctionFacts[] {
    return this.solver
      .thingsAt(node)
      .flatMap((thing) => (thing.kind === 'function' ? [thing.facts] : []));
  }

  /** Paths of libraries that a node may hold. */
  apisAt(node: NodeId): string[] {
    return this.solver
      .thingsAt(node)
      .flatMap((thing) => (thing.kind === 'api' ? [thing.path] : []));
  }

  /** The text that a node holds, when it is always the same. */
  textAt(node: NodeId | undefined): string | undefined {
    if (node === undefined) return undefined;
    const texts = this.solver
      .thingsAt(node)
      .flatMap((thing) =>
        thing.kind === 'constant' && typeof thing.value === 'string' ? [thing.value] : [],
      );
    return texts.length === 1 ? texts[0] : undefined;
  }

  /** Fields of the objects that a node may hold. */
  fieldsAt(node: NodeId): [name: string, field: NodeId][] {
    return this.solver
      .thingsAt(node)
      .flatMap((thing) => (thing.kind === 'object' ? [...thing.held.fields] : []));
  }

  /** The source of a node. */
  sourceOf(node: NodeId): string {
    const { file, start, end } = this.graph;
    return this.places.files[file.at(node)]!.text.slice(start.at(node), end.at(node));
  }

  lineOf(node: NodeId): { readonly file: string; readonly line: number } {
    return this.lineAt(this.graph.file.at(node), this.graph.start.at(node));
  }

  lineAt(file: number, start: number): { readonly file: string; readonly line: number } {
    return {
      file: this.places.files[file]!.path,
      line: this.places.lines[file]!.lineAt(start),
    };
  }

  /** Last name of what is called: `parse` of `schema.parse`. */
  nameOf(call: Call): string {
    if (call.method !== undefined && call.method !== '*') return call.method;
    return /([A-Za-z_$][\w$]*)\s*$/.exec(this.#calledText(call))?.[1] ?? '';
  }

  /** What a method is called on, as it is written, the end of it; empty for functions. */
  receiverOf(call: Call): string {
    if (call.method === undefined) return '';
    return this.sourceOf(call.callee)
      .replace(/\s*\??\.\s*[\w$#]+$|\[[^\]]*\]$/, '')
      .trim();
  }

  #calledText({ file, start }: Call): string {
    const text = this.places.files[file]!.text.slice(start, start + mostChars);
    const open = text.search(/[(<]/);
    return open < 0 ? text : text.slice(0, open);
  }

  /** Where a call stands. */
  placeOf(call: Call): Place {
    return { file: call.file, start: call.start, end: this.graph.end.at(call.result) };
  }

  textOf({ file, start, end }: Place): string {
    return this.places.files[file]!.text.slice(start, end);
  }
}
