import type { Collector } from '../collector.ts';
import { readText } from '../source.ts';

/** One installed package as a lockfile pins it. */
interface LockedPackage {
  /** Path in `node_modules`, as the lockfile has it. */
  readonly place: string;
  readonly name: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript: boolean;
  readonly isDev: boolean;
}

export interface Lockfile {
  readonly path: string;
  readonly kind: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** `lockfileVersion` of npm. */
  readonly version?: number;
  /** Set when it cannot be read as what its name says. */
  readonly problem?: string;
  /** Packages from a registry or elsewhere; workspaces and links left out. Read for npm only. */
  readonly packages: readonly LockedPackage[];
  /** What the lockfile says the root asks for: name → range. Read for npm only. */
  readonly rootAsksFor: Readonly<Record<string, string>>;
}

const kinds: readonly (readonly [path: string, kind: Lockfile['kind']])[] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** Lockfiles at the root. */
export const collector: Collector<readonly Lockfile[]> = {
  title: 'lockfiles',
  reads: ['files'],
  async collect(source) {
    const value: Lockfile[] = [];
    for (const [path, kind] of kinds) {
      const text = await readText(source, path, 100_000_000);
      if (text === undefined) continue;
      value.push(
        kind === 'npm' ? npmLockfile(path, text) : { path, kind, packages: [], rootAsksFor: {} },
      );
    }
    return { value, origin: value.map(({ path }) => path).join(', ') || 'no lockfile' };
  },
};

interface NpmEntry {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly resolved?: unknown;
  readonly integrity?: unknown;
  readonly hasInstallScript?: unknown;
  readonly link?: unknown;
  readonly dev?: unknown;
  readonly inBundle?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly optionalDependencies?: unknown;
}

/** A `package-lock.json` of version 2 or 3. Never throws. */
function npmLockfile(path: string, text: string): Lockfile {
  const none = { path, kind: 'npm', packages: [], rootAsksFor: {} } as const;
  let data: { lockfileVersion?: unknown; packages?: unknown };
  try {
    data = JSON.parse(text) as typeof data;
  } catch (error) {
    return { ...none, problem: error instanceof Error ? error.message : String(error) };
  }
  const version = typeof data?.lockfileVersion === 'number' ? data.lockfileVersion : undefined;
  if (version === undefined) return { ...none, problem: 'it has no lockfileVersion' };
  if (typeof data.packages !== 'object' || data.packages === null) {
    return {
      ...none,
      version,
      problem: `version ${version} lists no packages; npm 7 or newer writes version 3`,
    };
  }
  const entries = Object.entries(data.packages as Record<string, NpmEntry | null>);
  const root = entries.find(([place]) => place === '')?.[1];
  return {
    ...none,
    version,
    packages: entries.flatMap(([place, entry]) => packageAt(place, entry)),
    rootAsksFor: rootRanges(root),
  };
}

function packageAt(place: string, entry: NpmEntry | null): LockedPackage[] {
  const marker = place.lastIndexOf('node_modules/');
  if (entry === null || marker < 0 || entry.link === true || entry.inBundle === true) return [];
  const { name, version, resolved, integrity } = entry;
  return [
    {
      place,
      name: typeof name === 'string' ? name : place.slice(marker + 'node_modules/'.length),
      ...(typeof version === 'string' && { version }),
      ...(typeof resolved === 'string' && { resolved }),
      ...(typeof integrity === 'string' && { integrity }),
      hasInstallScript: entry.hasInstallScript === true,
      isDev: entry.dev === true,
    },
  ];
}

function rootRanges(root: NpmEntry | null | undefined): Record<string, string> {
  return {
    ...(root?.dependencies as Record<string, string> | undefined),
    ...(root?.devDependencies as Record<string, string> | undefined),
    ...(root?.optionalDependencies as Record<string, string> | undefined),
  };
}
