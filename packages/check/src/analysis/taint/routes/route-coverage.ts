import type { ProgramParts } from '../build/program-parts.ts';
import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import type { Places } from '../flow-report.ts';
import type { KnownLibraries } from '../solve/library-models.ts';
import type { Solver } from '../solve/solver.ts';
import { CallKinds } from './call-kinds.ts';
import { fileRoutes } from './file-routes.ts';
import { handedOver } from './handed-over.ts';
import { Middleware } from './middleware.ts';
import type { NestFacts, NestRoute } from './nest-routes.ts';
import { procedures } from './procedures.ts';
import { functionsWithRequest, Reads } from './reach.ts';
import { registeredRoutes } from './registered.ts';
import type { RequestPart, RouteFacts } from './route-facts.ts';
import type { Route } from './route-evidence.ts';
import { RouteJudge } from './route-judge.ts';
import { RouteProgram } from './route-program.ts';
import { Routers } from './routers.ts';
import { SchemaParameters } from './schema-given.ts';
import { Tracer } from './trace.ts';

/** So many routes are looked at; no app that people write has more. */
const mostRoutes = 3_000;

/** What is known of the routes of a program. */
interface RouteFigures {
  readonly routes: readonly RouteFacts[];
  /** Reads of bodies, queries and path parameters that belong to no route that is known. */
  readonly readsOutside: number;
  /** True when there are more routes than are looked at. */
  readonly isCut: boolean;
  /** Nodes that values of requests were followed through. */
  readonly walked: number;
}

/** The routes of a program, with what each does with what it is sent, and how many reads belong to none. */
export function routeCoverage(
  parts: ProgramParts,
  solver: Solver,
  known: KnownLibraries,
  places: Places,
  nest: NestFacts,
): RouteFigures {
  const program = new RouteProgram(solver, known, places, parts.sightings);
  const reads = new Reads(program);
  const routers = new Routers(program);
  for (const node of routers.middleware) claimReads(node, program, reads);
  const registered = [...registeredRoutes(program, routers), ...fileRoutes(program, parts)];
  const all: Route[] = [
    ...registered.map((one): Route => ({ ...one, functions: [], held: [], heldNodes: new Set() })),
    ...nest.routes.flatMap((one) => nestRoute(one, program, nest)),
  ];
  const routes = all.slice(0, mostRoutes);
  const direct = procedures(program);
  if (routes.length === 0)
    return { routes: direct, readsOutside: reads.outside, isCut: false, walked: 0 };
  const schemas = new SchemaParameters(program);
  const tracer = new Tracer(program, new CallKinds(program));
  const judge = new RouteJudge(
    program,
    tracer,
    reads,
    schemas,
    new Middleware(program, tracer, reads, schemas),
    routes,
  );
  const judged = routes.map((route) => judge.judge(route));
  return {
    routes: [...judged, ...direct].sort(byPlace),
    readsOutside: reads.outside,
    isCut: all.length > routes.length,
    walked: tracer.walked,
  };
}

/** What runs before routes reads for itself. */
function claimReads(node: NodeId, program: RouteProgram, reads: Reads): void {
  const { functions, around } = handedOver(node, program);
  const all = [...functions, ...around.map(({ facts }) => facts)];
  for (const facts of functionsWithRequest(all, program))
    for (const read of reads.in(facts)) reads.claim(read.node);
}

/** A method of a controller: what its pipes hold against its classes needs no look at the flow. */
function nestRoute(route: NestRoute, program: RouteProgram, nest: NestFacts): Route[] {
  const facts = program.functions.around(route.file, route.functionStart);
  if (facts === undefined) return [];
  const held: RequestPart[] = [];
  const heldNodes = new Set<NodeId>();
  for (const { index, part, type, hasPipe } of route.params) {
    const isChecked =
      hasPipe ||
      ((route.hasPipe || nest.isPiped) && type !== undefined && nest.isCheckedClass(type));
    const node = facts.params[index];
    if (!isChecked || node === undefined) continue;
    heldNodes.add(node);
    held.push(part);
  }
  const { file, method, path, start } = route;
  const functions: FunctionFacts[] = [facts];
  return [
    {
      file,
      method,
      path,
      start,
      functions,
      held,
      heldNodes,
      handed: [],
      options: [],
      before: [],
    },
  ];
}

function byPlace(a: RouteFacts, b: RouteFacts): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.path.localeCompare(b.path);
}
