import type { ProgramParts } from './build/program-parts.ts';
import { codeFrame } from '../code-frame.ts';
import type { NotableArgument, NotableCall } from './code-facts.ts';
import { isFirstOfTwo } from './first-of-two.ts';
import type { Call, NodeId } from './flow-graph.ts';
import type { Places } from './flow-report.ts';
import type { KnownLibraries } from './solve/library-models.ts';
import type { Solver } from './solve/solver.ts';

/** APIs that rules look at beyond flows. */
const notable =
  /^(?:crypto\.[\w.()]+|jsonwebtoken\.\w+|jwt-simple\.\w+|jose[.#!()\w]*|express-jwt[.\w]*|bcrypt(?:js)?\.\w+|argon2\.\w+|child_process\.\w+|shelljs\.exec|md5|sha1|crypto-js\.[\w.]+|passport-jwt[.#\w]*|passport\.authenticate)$/;

/** Hashes that are made to be fast. */
const quick = /^(?:crypto\.createHash\(\)\.update|md5|sha1|crypto-js\.[\w.]+)$/;

/** Calls of those APIs with what is constant of their arguments. */
export function notableCalls(
  { graph, sightings }: ProgramParts,
  solver: Solver,
  known: KnownLibraries,
  places: Places,
): NotableCall[] {
  const found: NotableCall[] = [];
  for (const call of graph.calls) {
    for (const api of known.called.get(call.id) ?? [])
      if (notable.test(api)) {
        const isFirst = quick.test(api) && isFirstOfTwo(call, graph, solver, known);
        const told = notableCall(api, call, solver, places);
        found.push(isFirst ? { ...told, isFirstOfTwo: true } : told);
      }
  }
  for (const { what, text, file, start } of sightings)
    if (what === 'tls-verify-off' || what === 'tls-verify-chosen')
      found.push({
        api: what,
        ...placeOf(file, start, places),
        text: text ?? '',
        args: [],
      });
  return found.sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  );
}

function notableCall(api: string, call: Call, solver: Solver, places: Places): NotableCall {
  const { text } = places.files[call.file]!;
  return {
    api,
    ...placeOf(call.file, call.start, places),
    text: text.slice(call.start, places.graph.end.at(call.result)).slice(0, 200),
    args: call.args.map((arg, index) => argument(arg, call.built.has(index), solver, places)),
  };
}

function placeOf(
  file: number,
  start: number,
  { files, lines }: Places,
): Pick<NotableCall, 'file' | 'line' | 'column' | 'frame'> {
  const { path, text } = files[file]!;
  const table = lines[file]!;
  const line = table.lineAt(start);
  return { file: path, line, column: table.columnAt(start), frame: codeFrame(text, line) };
}

function argument(
  node: NodeId,
  isBuilt: boolean,
  solver: Solver,
  { files, graph }: Places,
): NotableArgument {
  const fields = new Map<string, readonly (string | number | boolean)[]>();
  for (const thing of solver.thingsAt(node)) {
    if (thing.kind !== 'object') continue;
    for (const [name, field] of thing.held.fields) {
      const inner = solver
        .thingsAt(field)
        .flatMap((one) =>
          one.kind === 'object'
            ? [...one.held.fields.values()].flatMap((each) => constantsAt(each, solver))
            : [],
        );
      fields.set(name, [...(fields.get(name) ?? []), ...constantsAt(field, solver), ...inner]);
    }
  }
  const text = files[graph.file.at(node)]!.text.slice(graph.start.at(node), graph.end.at(node));
  const name = /(?:^|[.\s])([A-Za-z_$][\w$]*)$/.exec(text)?.[1];
  return {
    constants: constantsAt(node, solver),
    fields: Object.fromEntries(fields),
    isBuilt,
    ...(name !== undefined && { name }),
  };
}

function constantsAt(node: NodeId, solver: Solver): (string | number | boolean)[] {
  return solver.thingsAt(node).flatMap((thing) => (thing.kind === 'constant' ? [thing.value] : []));
}
