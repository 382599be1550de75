import { isRunTime, type SourceFile, targetOf, type TreeRule, type Violation } from '../tree.ts';

const home = 'packages/check/src/';

/** Which folders of check each folder may import, besides itself. Files at the top join everything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  analysis: [],
  evidence: ['analysis'],
  // Of evidence rules see types alone: what they judge is handed to them.
  rules: ['analysis'],
  // Restores what it is given, and writes down what evidence reads.
  backups: ['evidence'],
  attack: ['analysis'],
  engine: ['analysis', 'evidence', 'rules'],
  fixes: ['analysis', 'evidence', 'engine', 'rules'],
  report: ['analysis', 'engine', 'rules', 'fixes'],
};

/** Evidence ← rules ← engine ← fixes ← report: each imports only what stands before it. */
export const checkLayers: TreeRule = {
  id: 'check-layers',
  check: ({ sources }) =>
    sources.filter(({ path }) => path.startsWith(home) && isRunTime(path)).flatMap(violationsIn),
};

function violationsIn(file: SourceFile): Violation[] {
  const from = folderOf(file.path);
  if (from === '') return [];
  const allowed = mayImport[from];
  if (!allowed) {
    const problem = `${from} is no stage of check: add it to the layers`;
    return [{ path: file.path, line: 1, problem }];
  }
  return file.imports.flatMap((one) => {
    const target = targetOf(file, one);
    if (target === undefined || !target.startsWith(home)) return [];
    const to = folderOf(target);
    if (from === to || allowed.includes(to)) return [];
    if (from === 'rules' && to === 'evidence' && one.typeOnly) return [];
    const problem = `${from} must not import ${to || target}`;
    return [{ path: file.path, line: one.line, problem }];
  });
}

function folderOf(path: string): string {
  const rest = path.slice(home.length);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '';
}
