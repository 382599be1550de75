import { createHash } from 'node:crypto';
import { secretsIn } from '../../analysis/secrets/file-findings.ts';
import {
  addedTextsIn,
  commitMark,
  type HistorySecret,
  historySecretsIn,
} from '../../analysis/secrets/history-findings.ts';
import { CannotCollect, type Collector, required } from '../collector.ts';
import type { Source } from '../source.ts';
import { collector as gitFacts, git } from './git.ts';
import { collector as texts } from './texts.ts';

/** What commits brought in and the work tree holds no more. */
export interface GitHistory {
  /** Commits that were looked at, merges included. */
  readonly commits: number;
  /** Older commits that there was no time for. */
  readonly left: number;
  readonly isShallow: boolean;
  /** The first commit of each secret. */
  readonly secrets: readonly HistorySecret[];
}

const batchCommits = 200;
const mostMs = 45_000;
/** git takes larger files for binary, and shows nothing of them. */
const mostBytes = '1m';
/** Made by machines: large, and full of digests. */
const made = [
  '*.map',
  '*.min.js',
  '*.lock',
  '*.snap',
  '*.svg',
  'package-lock.json',
  'pnpm-lock.yaml',
];

/** Secrets in the history of every branch and tag. */
export const collector: Collector<GitHistory> = {
  title: 'history of git',
  reads: ['git'],
  async collect(source, ask, cache) {
    const { head, isShallow } = await required(ask, gitFacts);
    if (head === undefined) throw new CannotCollect('there is no commit yet', 'commit something');
    const listed = await git(source, ['rev-list', '--all', '--reverse']);
    if (listed === undefined)
      throw new CannotCollect('git does not list its commits', 'run git fsck');
    const commits = listed.split('\n').filter(Boolean);
    const until = performance.now() + mostMs;
    const found: HistorySecret[] = [];
    let left = commits.length;
    // The newest first: what was let in last is what still opens a door.
    for (let end = commits.length; end > 0 && performance.now() < until;) {
      // Batches are counted from the oldest commit, so that they stay the same while commits come.
      const start = Math.floor((end - 1) / batchCommits) * batchCommits;
      const batch = commits.slice(start, end);
      found.unshift(...(await cache.remember('history', batch, () => secretsOf(source, batch))));
      end = start;
      left = start;
    }
    const value = { commits: commits.length, left, isShallow, secrets: await gone(found, ask) };
    return { value, origin: 'git log --all' };
  },
};

async function secretsOf(source: Source, commits: readonly string[]): Promise<HistorySecret[]> {
  const log = await git(source, [
    '-c',
    `core.bigFileThreshold=${mostBytes}`,
    'log',
    '--no-walk=unsorted',
    '-p',
    '-U0',
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '--no-renames',
    '--diff-filter=AM',
    `--format=${commitMark}%H %cs`,
    ...commits,
    '--',
    ':/',
    ...made.map((pattern) => `:(exclude,glob)**/${pattern}`),
  ]);
  if (log === undefined)
    throw new CannotCollect('git does not show its patches', 'run git fsck, or git fetch');
  return historySecretsIn(addedTextsIn(log), digestOf);
}

/** One entry a secret, the first; what still stands in a file is told by secrets/tree. */
async function gone(
  found: readonly HistorySecret[],
  ask: Parameters<Collector<GitHistory>['collect']>[1],
): Promise<HistorySecret[]> {
  if (found.length === 0) return [];
  const { files } = await required(ask, texts);
  const told = new Set(
    files.flatMap(({ path, text }) => secretsIn(path, text).map(({ secret }) => digestOf(secret))),
  );
  const first = new Map<string, HistorySecret>();
  for (const one of found)
    if (!told.has(one.digest) && !first.has(one.digest)) first.set(one.digest, one);
  return [...first.values()];
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
