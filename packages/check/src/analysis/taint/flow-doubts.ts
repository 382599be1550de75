import type { Stretch } from './build/program-parts.ts';
import type { FlowGraph, NodeId } from './flow-graph.ts';
import type { HeldBy } from './search/held-by.ts';
import type { Route } from './search/roots.ts';
import type { KnownLibraries } from './solve/library-models.ts';
import type { Solver } from './solve/solver.ts';

/** A function that calls so many others hands none of them its own values for sure. */
const manyFunctions = 8;
/** So many fields on the way: that all belong to one and the same object is a guess. */
const manyFields = 6;

/** What teams check by functions of their own, which names alone tell. */
const checkable: ReadonlySet<string> = new Set(['path', 'ssrf', 'redirect', 'argument', 'command']);

/** Finds where a route rests on an assumption of the analysis, and not on a step that the code shows. */
export class FlowDoubts {
  readonly #graph: FlowGraph;
  readonly #solver: Solver;
  readonly #heldBy: HeldBy;
  /** Fields of objects that stand for all instances of a class, made in several places. */
  readonly #shared: ReadonlySet<NodeId>;

  readonly #keyed: readonly Stretch[];

  readonly #known: Pick<KnownLibraries, 'hasSchemaChecks' | 'heldParameters'>;

  constructor(
    solver: Solver,
    heldBy: HeldBy,
    known: Pick<KnownLibraries, 'hasSchemaChecks' | 'heldParameters'>,
    keyed: readonly Stretch[],
  ) {
    this.#known = known;
    this.#keyed = keyed;
    this.#graph = solver.graph;
    this.#solver = solver;
    this.#heldBy = heldBy;
    this.#shared = new Set(
      [...classesMadeTwice(solver.graph, solver)].flatMap((id) => [
        ...(solver.things.instanceOf(id)?.fields.values() ?? []),
      ]),
    );
  }

  /** What would have to be so for the value to take this way; undefined where each step is shown. */
  of({ root, nodes, sink, isFromAfar }: Route): string | undefined {
    if (sink.harm === 'nosql' && this.#known.hasSchemaChecks)
      return 'if no schema holds it to text before';
    const parameter = /^path parameters?: (\w+)$/.exec(root.title)?.[1];
    if (parameter !== undefined && this.#known.heldParameters.has(parameter))
      return 'if its route lets more through than a pattern';
    if (this.#isKeyed(nodes[0]!)) return 'if not all who hold the key are trusted';
    if (isFromAfar) return 'if what is read there is still what was sent';
    let fields = 0;
    const entered: number[] = [];
    for (const [at, from] of nodes.slice(0, -1).entries()) {
      const edge = this.#edge(from, nodes[at + 1]!);
      if (edge === undefined) continue;
      const site = this.#graph.site(edge);
      if (this.#graph.isHeap(edge)) {
        fields += 1;
        if (this.#shared.has(from)) return 'if it is the same object of its class';
        if (this.#graph.isGuess(edge)) return 'if it is kept under that name';
        const base = this.#graph.base(edge);
        const call = entered.at(-1);
        if (
          base !== undefined &&
          call !== undefined &&
          !this.#heldBy.isFrom(call, base, nodes[at + 1]!)
        )
          return 'if that object is filled from there';
      }
      if (site > 0) {
        entered.push(site);
        if (this.#functionsAt(this.#graph.calls[site - 1]!.callee) >= manyFunctions)
          return 'if this is the function that is called there, of many';
      }
      if (site < 0) {
        const last = entered.pop();
        if (last === undefined ? fields > 0 : last !== -site) return 'if it is called from there';
      }
    }
    if (fields >= manyFields) return 'if all these fields are those of one object';
    const check = checkable.has(sink.harm ?? '') ? this.#checkBefore(nodes, sink) : undefined;
    return check === undefined ? undefined : `if ${check}() does not keep it out`;
  }

  #isKeyed(node: NodeId): boolean {
    const file = this.#graph.file.at(node);
    const at = this.#graph.start.at(node);
    return this.#keyed.some((one) => one.file === file && one.start <= at && at < one.end);
  }

  /** The name of a check that ran in a function on the way before the value went on. */
  #checkBefore(nodes: readonly NodeId[], { within, start }: Route['sink']): string | undefined {
    const left = within ? [{ within, start }] : [];
    for (const [at, from] of nodes.slice(0, -1).entries()) {
      const edge = this.#edge(from, nodes[at + 1]!);
      const site = edge === undefined ? 0 : this.#graph.site(edge);
      const call = site > 0 ? this.#graph.calls[site - 1] : undefined;
      if (call) left.push({ within: call.within, start: call.start });
    }
    for (const one of left) {
      const check = one.within.checks.find(({ start: before }) => before < one.start);
      if (check) return check.name;
    }
    return undefined;
  }

  /** The plainest edge between two nodes. */
  #edge(from: NodeId, to: NodeId): number | undefined {
    let found: number | undefined;
    this.#graph.eachEdge(from, (edge) => {
      if (this.#graph.target(edge) !== to) return;
      if (found === undefined || !this.#graph.isHeap(edge)) found = edge;
    });
    return found;
  }

  #functionsAt(node: NodeId): number {
    return this.#solver.thingsAt(node).filter(({ kind }) => kind === 'function').length;
  }
}

/** Functions by which objects are made in more than one place of the source. */
function classesMadeTwice(graph: FlowGraph, solver: Solver): Set<number> {
  const once = new Set<number>();
  const twice = new Set<number>();
  for (const call of graph.calls) {
    if (!call.isNew || !call.isWritten) continue;
    for (const thing of solver.thingsAt(call.callee)) {
      if (thing.kind !== 'function') continue;
      const { id } = thing.facts;
      (once.has(id) ? twice : once).add(id);
    }
  }
  return twice;
}
