import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { type Import, importsOf } from './imports.ts';

/** One source file of the repository. */
export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** The files that the rules of the tree look at. */
export interface Tree {
  /** Every file's path from the root, with slashes, sorted. */
  readonly paths: ReadonlySet<string>;
  /** TypeScript files among them, with and without JSX. */
  readonly sources: readonly SourceFile[];
  /** Text of a file in `paths`. */
  read(path: string): string;
}

/** A place where the tree is not as it should be. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
}

/** One thing that holds for the whole tree. */
export interface TreeRule {
  readonly id: string;
  check(tree: Tree): Violation[];
}

const notOurs = new Set(['node_modules', 'dist', '.git', '.castellan', 'coverage']);
const roots = ['packages', 'apps', 'tools', 'bench'];

/** Reads the tree below `root`. */
export function readTree(root: string): Tree {
  const paths = roots.flatMap((name) => filesBelow(root, join(root, name))).sort();
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const sources = paths
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = read(path);
      return { path, lines: text.split('\n').length - 1, imports: importsOf(text) };
    });
  return { paths: new Set(paths), sources, read };
}

function filesBelow(root: string, directory: string): string[] {
  let entries;
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(root, path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}

/** Path from the root that a relative specifier in `file` names; undefined for packages. */
export function targetOf(file: SourceFile, { specifier }: Import): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(file.path), specifier);
}

/** True for files that ship and run in the app: no tests, benches or labelled cases. */
export function isRunTime(path: string): boolean {
  return !/\.(test|bench|generated|d)\.tsx?$|(^|\/)cases(\.ts$|\/)|(^|\/)case-[\w-]+\.ts$/.test(
    path,
  );
}
