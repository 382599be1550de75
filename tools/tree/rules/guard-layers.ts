import { isRunTime, type SourceFile, targetOf, type TreeRule, type Violation } from '../tree.ts';

const home = 'packages/guard/src/';

/** Which folders of guard each folder may import, besides itself. Files at the top join everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  hooks: [],
  config: ['hooks'],
  context: ['hooks', 'identity'],
  identity: ['hooks', 'config', 'context', 'verdict'],
  lexers: [],
  detections: ['context', 'lexers'],
  inventory: ['hooks', 'config', 'context'],
  reporters: ['hooks', 'config', 'inventory'],
  verdict: ['hooks', 'config', 'context', 'identity', 'detections', 'reporters'],
  sources: ['hooks', 'config', 'context', 'identity', 'inventory', 'verdict'],
  sinks: ['hooks', 'config', 'context', 'detections', 'inventory', 'verdict'],
  sensor: ['hooks', 'config', 'context', 'verdict', 'sources'],
};

/** Contracts between the stages: types that every stage may name. */
const contracts = new Set(
  [
    'context/inputs',
    'detections/detection',
    'detections/detection-case',
    'detections/sink-call',
  ].map((name) => `${home}${name}.ts`),
);

/** Inside guard each stage imports only the stages before it; a detection never imports another one. */
export const guardLayers: TreeRule = {
  id: 'guard-layers',
  check: ({ sources }) =>
    sources.filter(({ path }) => path.startsWith(home) && isRunTime(path)).flatMap(violationsIn),
};

function violationsIn(file: SourceFile): Violation[] {
  const from = folderOf(file.path);
  const allowed = mayImport[from];
  if (!allowed) {
    const isKnown = from === '';
    return isKnown
      ? []
      : [
          {
            path: file.path,
            line: 1,
            problem: `${from} is no stage of guard: add it to the layers`,
          },
        ];
  }
  return file.imports.flatMap((one) => {
    const target = targetOf(file, one);
    if (target === undefined || !target.startsWith(home)) return [];
    if (one.typeOnly && contracts.has(target)) return [];
    const to = folderOf(target);
    if (from === to) return sameStage(file.path, target, one.line);
    if (allowed.includes(to)) return [];
    return [
      { path: file.path, line: one.line, problem: `${from} must not import ${to || target}` },
    ];
  });
}

function sameStage(path: string, target: string, line: number): Violation[] {
  const [from, to] = [detectionOf(path), detectionOf(target)];
  if (from === undefined || to === undefined || from === to) return [];
  return [{ path, line, problem: `detection ${from} must not import detection ${to}` }];
}

function folderOf(path: string): string {
  const rest = path.slice(home.length);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '';
}

function detectionOf(path: string): string | undefined {
  return /^packages\/guard\/src\/detections\/([^/]+)\//.exec(path)?.[1];
}
