import type { Lockfile, PlainLine, Reading } from '../lockfiles/lockfile.ts';
import type { Ask, Collector } from '../collector.ts';
import { readText } from '../source.ts';
import { collector as repoPackages, type RepoPackage } from './packages.ts';

const maxBytes = 50_000_000;

type Read = (text: string, repo: readonly RepoPackage[]) => Promise<Reading>;

/** The reader of each kind. Their parsers are loaded when there is something to read. */
const readers: Readonly<Record<Lockfile['kind'], Read>> = {
  npm: async (text) => (await import('../lockfiles/npm.ts')).readNpm(text),
  pnpm: async (text) => (await import('../lockfiles/pnpm.ts')).readPnpm(text),
  async yarn(text, repo) {
    const { isYarnBerry, readYarnBerry } = await import('../lockfiles/yarn-berry.ts');
    if (isYarnBerry(text)) return readYarnBerry(text, repo);
    return (await import('../lockfiles/yarn-classic.ts')).readYarnClassic(text, repo);
  },
  bun: async (text) => (await import('../lockfiles/bun.ts')).readBun(text),
};

const kinds: readonly (readonly [path: string, kind: Lockfile['kind']])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
];

/** Of Bun before 1.2. Bun itself leaves it alone where there is a bun.lock. */
const binary = 'bun.lockb';

/** Lockfiles at the root. */
export const collector: Collector<readonly Lockfile[]> = {
  title: 'lockfiles',
  reads: ['files'],
  async collect(source, ask) {
    const value: Lockfile[] = [];
    for (const [path, kind] of kinds) {
      const text = await readText(source, path, maxBytes + 1);
      if (text !== undefined) value.push(await read(path, kind, text, ask));
    }
    const isBinary = (await source.stat([binary])).length > 0;
    if (isBinary && !value.some(({ kind }) => kind === 'bun'))
      value.push({
        ...nothing(binary, 'bun'),
        problem:
          'it is binary: write a bun.lock by `bun install --save-text-lockfile`, and remove it',
      });
    return { value, origin: value.map(({ path }) => path).join(', ') || 'no lockfile' };
  },
};

async function read(
  path: string,
  kind: Lockfile['kind'],
  text: string,
  ask: Ask,
): Promise<Lockfile> {
  const none = nothing(path, kind);
  if (Buffer.byteLength(text) > maxBytes)
    return { ...none, problem: `it is larger than ${maxBytes / 1_000_000} MB` };
  // What the repository asks for is told beside what is pinned: where it cannot be read, its own rule says so.
  const found = await ask(repoPackages);
  const repo = found.status === 'available' ? found.value : [];
  try {
    const { version, packages, answers } = await readers[kind](text, repo);
    const behind = repo.flatMap(({ folder, manifest }) =>
      Object.entries({
        ...manifest.devDependencies,
        ...manifest.dependencies,
        ...manifest.optionalDependencies,
      })
        .filter(([name, range]) => !answers(folder, name, range))
        .map(([name]) => (folder === '' ? name : `${name} of ${folder}`)),
    );
    const isPlain = packages.some(({ resolved }) => resolved?.startsWith('http://'));
    const plainLines = isPlain && kind !== 'npm' ? plainLinesOf(text) : [];
    return { ...none, ...(version !== undefined && { version }), packages, behind, plainLines };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...none, problem: (reason.split('\n')[0] ?? '').slice(0, 300) };
  }
}

function nothing(path: string, kind: Lockfile['kind']): Lockfile {
  return { path, kind, packages: [], behind: [], plainLines: [] };
}

function plainLinesOf(text: string): PlainLine[] {
  return text.split('\n').flatMap((line, index) => {
    const address = /http:\/\/[^\s"',}#]+/.exec(line)?.[0];
    return address === undefined ? [] : [{ address, line: index + 1, text: line }];
  });
}
