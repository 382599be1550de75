import { type PackageLoaded, wireLimits } from '@castellan/core';
import { loadedFolders } from '../hooks/loaded-folders.ts';
import { nodePath as path, originalFs, sha256 } from '../hooks/originals.ts';

const packages = new Map<string, PackageLoaded>();
let read = 0;
let isReading = false;
let over = 0;
let digest: { readonly of: number; readonly text: string } | undefined;

/**
 * Reads the versions of packages that were loaded meanwhile, one file after the other and none of
 * them while the app waits. Never throws.
 */
export function readPackages(): void {
  if (isReading) return;
  const next = nextFolder();
  if (next === undefined) return;
  isReading = true;
  read += 1;
  originalFs.readFile(path.join(next, 'package.json'), 'utf8', (error, text) => {
    try {
      keep(next, error === null ? text : '{}');
    } catch {
      // The working directory may be gone: a thrown error here would end the app.
      over += 1;
    }
    isReading = false;
    readPackages();
  });
}

/** Every package with its version and first place; `undefined` until all are read. */
export function loadedPackages(): readonly PackageLoaded[] | undefined {
  return isReading || nextFolder() !== undefined ? undefined : [...packages.values()];
}

/** Names the list: the same for the same packages in the same versions, whatever their order. */
export function packagesDigest(): string | undefined {
  if (loadedPackages() === undefined) return undefined;
  if (digest?.of !== packages.size) {
    digest = { of: packages.size, text: sha256([...packages.keys()].toSorted().join('\n')) };
  }
  return digest.text;
}

/** Packages over the bound. */
export function packagesLeftOut(): number {
  return over;
}

function nextFolder(): string | undefined {
  return loadedFolders()[read];
}

function keep(folder: string, text: string): void {
  const { name, version } = namesIn(text);
  const fallback = folder.slice(folder.lastIndexOf('node_modules') + 'node_modules/'.length);
  const loaded = {
    name: shortened(name ?? fallback.replaceAll('\\', '/')) || 'unknown',
    version: shortened(version ?? 'unknown') || 'unknown',
    place: shortened(placeOf(folder)),
  };
  const key = `${loaded.name}@${loaded.version}`;
  if (packages.has(key)) return;
  if (packages.size < wireLimits.packages) packages.set(key, loaded);
  else over += 1;
}

function namesIn(text: string): { name?: string; version?: string } {
  try {
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
    return {
      ...(typeof name === 'string' && { name }),
      ...(typeof version === 'string' && { version }),
    };
  } catch {
    return {};
  }
}

function placeOf(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  const isBelow = !relative.startsWith('..') && !path.isAbsolute(relative);
  return (isBelow ? relative : folder).replaceAll('\\', '/');
}

function shortened(text: string): string {
  return text.slice(0, wireLimits.name);
}
