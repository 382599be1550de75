import { type LockedPackage, type Reading, textsOf } from './lockfile.ts';

interface Entry {
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

/** A `package-lock.json` of version 2 or 3. */
export function readNpm(text: string): Reading {
  const data = JSON.parse(text) as { lockfileVersion?: unknown; packages?: unknown } | null;
  const version = data?.lockfileVersion;
  if (typeof version !== 'number') throw new Error('it has no lockfileVersion');
  if (typeof data?.packages !== 'object' || data.packages === null)
    throw new Error(`version ${version} lists no packages; npm 7 or newer writes version 3`);
  const entries = Object.entries(data.packages as Record<string, Entry | null>);
  const asked = new Set(entries.flatMap(([, entry]) => Object.values(rangesOf(entry))));
  const ours = new Map(
    entries
      .filter(([place]) => !place.includes('node_modules/'))
      .map(([place, entry]) => [place, rangesOf(entry)]),
  );
  return {
    version,
    packages: entries.flatMap(([place, entry]) => packageAt(place, entry, asked)),
    answers: (folder, name, range) => {
      const ranges = ours.get(folder) ?? (folder === '' ? {} : undefined);
      return ranges === undefined || ranges[name] === range;
    },
  };
}

function packageAt(
  place: string,
  entry: Entry | null,
  asked: ReadonlySet<string>,
): LockedPackage[] {
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
      isAskedByAddress: typeof resolved === 'string' && asked.has(resolved),
    },
  ];
}

function rangesOf(entry: Entry | null | undefined): Readonly<Record<string, string>> {
  return {
    ...textsOf(entry?.dependencies),
    ...textsOf(entry?.devDependencies),
    ...textsOf(entry?.optionalDependencies),
  };
}
