import { isRunTime, type SourceFile, targetOf, type TreeRule, type Violation } from './tree.ts';

interface Layers {
  readonly id: string;
  /** How the part is called in what is wrong with it. */
  readonly name: string;
  /** Folder of its sources, with a slash at the end. */
  readonly home: string;
  /** Which of its folders each folder may import, besides itself. Files at the top join everything. */
  readonly mayImport: Readonly<Record<string, readonly string[]>>;
}

/** A rule by which the folders of one part import each other in the given directions only. */
export function layersRule(layers: Layers): TreeRule {
  return {
    id: layers.id,
    check: ({ sources }) =>
      sources
        .filter(({ path }) => path.startsWith(layers.home) && isRunTime(path))
        .flatMap((file) => violationsIn(file, layers)),
  };
}

function violationsIn(file: SourceFile, { name, home, mayImport }: Layers): Violation[] {
  const from = folderOf(file.path, home);
  if (from === '') return [];
  const allowed = mayImport[from];
  if (allowed === undefined) {
    const problem = `${from} is no stage of ${name}: add it to the layers`;
    return [{ path: file.path, line: 1, problem }];
  }
  return file.imports.flatMap((one) => {
    const target = targetOf(file, one);
    if (target === undefined || !target.startsWith(home)) return [];
    const to = folderOf(target, home);
    if (from === to || allowed.includes(to)) return [];
    return [
      { path: file.path, line: one.line, problem: `${from} must not import ${to || target}` },
    ];
  });
}

function folderOf(path: string, home: string): string {
  const rest = path.slice(home.length);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '';
}
