import { CannotCollect, type Collector } from '../collector.ts';
import type { Source } from '../source.ts';
import { textOf } from './texts.ts';

/** A file as it stands in the index: what a commit would take. */
export interface StagedFile {
  readonly path: string;
  readonly text: string;
}

export interface GitFacts {
  /** Full commit id; undefined before the first commit. */
  readonly head?: string;
  readonly branch?: string;
  readonly isShallow: boolean;
  /** Tracked although an ignore file names them. */
  readonly trackedButIgnored: readonly string[];
  readonly branches: readonly string[];
  /** Host and path of each remote, without credentials. */
  readonly remotes: readonly string[];
  /** Where git looks for hooks, when configured. */
  readonly hooksPath?: string;
}

/** State of the git repository. */
export const collector: Collector<GitFacts> = {
  title: 'git repository',
  reads: ['git'],
  async collect(source) {
    const top = await git(source, ['rev-parse', '--is-inside-work-tree']);
    if (top?.trim() !== 'true') {
      throw new CannotCollect('this is not a git work tree', 'run check inside a clone with git');
    }
    const head = (await git(source, ['rev-parse', '--verify', '-q', 'HEAD']))?.trim();
    const branch = (await git(source, ['symbolic-ref', '--short', '-q', 'HEAD']))?.trim();
    const hooksPath = (await git(source, ['config', '--get', 'core.hooksPath']))?.trim();
    const value: GitFacts = {
      ...(head && { head }),
      ...(branch && { branch }),
      isShallow: (await git(source, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true',
      trackedButIgnored: names(
        await git(source, ['ls-files', '-z', '-i', '-c', '--exclude-standard']),
      ),
      branches: lines(await git(source, ['branch', '--format=%(refname:short)'])),
      remotes: lines(await git(source, ['config', '--get-regexp', '^remote\\..*\\.url$'])).map(
        (line) => withoutCredentials(line.slice(line.indexOf(' ') + 1)),
      ),
      ...(hooksPath && { hooksPath }),
    };
    return { value, origin: 'git' };
  },
};

/** Output of a git command as text; undefined when it failed or git is missing. */
export async function git(source: Source, args: readonly string[]): Promise<string | undefined> {
  const outcome = await source.execute('git', ['-c', 'core.fsmonitor=false', ...args]);
  if (outcome === undefined || outcome.exitCode !== 0) return undefined;
  return new TextDecoder().decode(outcome.stdout);
}

/** Texts in the index that differ from HEAD, binaries left out. */
export async function stagedFiles(source: Source): Promise<StagedFile[]> {
  const paths = names(
    await git(source, [
      'diff',
      '--cached',
      '--no-ext-diff',
      '--name-only',
      '-z',
      '--diff-filter=ACMR',
    ]),
  );
  const found: StagedFile[] = [];
  for (const path of paths) {
    const outcome = await source.execute('git', ['cat-file', 'blob', `:${path}`]);
    const text = outcome?.exitCode === 0 ? textOf(outcome.stdout) : undefined;
    if (text !== undefined) found.push({ path, text });
  }
  return found;
}

function names(output: string | undefined): string[] {
  return (output ?? '').split('\0').filter(Boolean);
}

function lines(output: string | undefined): string[] {
  return (output ?? '').split('\n').filter(Boolean);
}

function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^@/]*@/i, '$1');
}
