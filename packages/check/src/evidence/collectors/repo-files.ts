import { ignoredBy } from '../../analysis/ignore-file.ts';
import type { Collector } from '../collector.ts';
import { type Entry, readText, type Source } from '../source.ts';

/** One file of the repository. Ignored files are not among them. */
export interface RepoFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly isLink: boolean;
  /** False for files that git does not know yet; true for all where there is no git. */
  readonly isTracked: boolean;
}

export interface RepoFiles {
  readonly files: readonly RepoFile[];
  /** Whether git told them, or a walk that reads `.gitignore` itself. */
  readonly toldBy: 'git' | 'walk';
}

/** What the repository holds: tracked files and new ones that are not ignored. */
export const collector: Collector<RepoFiles> = {
  title: 'files of the repository',
  reads: ['files', 'git'],
  async collect(source) {
    const told = await filesFromGit(source);
    if (told !== undefined)
      return { value: { files: told, toldBy: 'git' }, origin: 'git ls-files' };
    const files = (await walk(source)).map((entry) => ({ ...entry, isTracked: true }));
    return { value: { files, toldBy: 'walk' }, origin: `a walk through ${source.name}` };
  },
};

async function filesFromGit(source: Source): Promise<RepoFile[] | undefined> {
  const tracked = await namesFromGit(source, ['--cached']);
  if (tracked === undefined) return undefined;
  const others = (await namesFromGit(source, ['--others', '--exclude-standard'])) ?? [];
  const known = new Set(tracked);
  const entries = await source.stat([...known, ...others]);
  return entries.map((entry) => ({ ...entry, isTracked: known.has(entry.path) }));
}

async function namesFromGit(
  source: Source,
  flags: readonly string[],
): Promise<string[] | undefined> {
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '-z', ...flags];
  const outcome = await source.execute('git', args);
  if (outcome === undefined || outcome.exitCode !== 0) return undefined;
  return new TextDecoder().decode(outcome.stdout).split('\0').filter(Boolean);
}

const neverEntered = new Set(['.git', 'node_modules', '.hg', '.svn']);

async function walk(source: Source): Promise<Entry[]> {
  const all = await source.list((folder) => !neverEntered.has(nameOf(folder)));
  const texts = new Map<string, string>();
  for (const { path } of all) {
    if (nameOf(path) !== '.gitignore') continue;
    texts.set(path.slice(0, -'/.gitignore'.length), (await readText(source, path)) ?? '');
  }
  const isIgnored = ignoredBy(texts);
  return all.filter(({ path }) => !isIgnored(path));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
