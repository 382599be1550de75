import { foldersOf, type Source } from '../evidence/source.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A source as it would be with other texts in some files: fixes are judged before anything is written. */
export function patchedSource(source: Source, texts: ReadonlyMap<string, string>): Source {
  const patched = new Map([...texts].map(([path, text]) => [path, encoder.encode(text)]));
  const entry = (
    path: string,
    bytes: Uint8Array,
  ): { path: string; bytes: number; isLink: false } => ({
    path,
    bytes: bytes.length,
    isLink: false,
  });
  return {
    name: source.name,
    list: async (enter) => {
      const listed = await source.list(enter);
      const own = [...patched].filter(([path]) => foldersOf(path).every(enter));
      return [
        ...listed.filter(({ path }) => !patched.has(path)),
        ...own.map(([path, bytes]) => entry(path, bytes)),
      ];
    },
    stat: async (paths) => {
      const known = await source.stat(paths.filter((path) => !patched.has(path)));
      const own = paths.flatMap((path) => {
        const bytes = patched.get(path);
        return bytes === undefined ? [] : [entry(path, bytes)];
      });
      return [...known, ...own];
    },
    read: (path, maxBytes) => {
      const bytes = patched.get(path);
      return bytes ? Promise.resolve(bytes.subarray(0, maxBytes)) : source.read(path, maxBytes);
    },
    execute: async (program, args) => {
      // npm would read what stands on disk; its collector can read for itself.
      if (program === 'npm') return undefined;
      const outcome = await source.execute(program, args);
      if (outcome?.exitCode !== 0 || !asksForNewFiles(program, args)) return outcome;
      const names = decoder.decode(outcome.stdout).split('\0').filter(Boolean);
      const tracked = await source.execute('git', gitListsTracked);
      const known = new Set(decoder.decode(tracked?.stdout).split('\0'));
      const fresh = [...patched.keys()].filter((path) => !known.has(path));
      const ignored = await ignoredOf(source, fresh);
      const all = new Set([...names, ...fresh.filter((path) => !ignored.has(path))]);
      return { ...outcome, stdout: encoder.encode([...all].map((path) => `${path}\0`).join('')) };
    },
  };
}

const gitListsTracked = ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '--cached'];

/** Those that git would leave out, as a .npmrc that a team keeps for itself: nobody else would get them. */
async function ignoredOf(source: Source, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const settings = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
  const args = [...settings, 'check-ignore', '--', ...paths];
  const outcome = await source.execute('git', args);
  const found = outcome?.exitCode === 0 ? decoder.decode(outcome.stdout) : '';
  return new Set(found.split('\n').filter(Boolean));
}

function asksForNewFiles(program: string, args: readonly string[]): boolean {
  return program === 'git' && args.includes('ls-files') && args.includes('--others');
}
