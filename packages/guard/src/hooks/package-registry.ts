import { reportCoverage } from './coverage.ts';
import { noteFolder } from './loaded-folders.ts';
import { nodePath as path, originalFs } from './originals.ts';
import { inOwnContext } from './own-context.ts';
import type { LoadedPackage, PackageFile, PackageHook, ReplaceExports } from './package-hook.ts';
import { isInRange } from './version-range.ts';

const hooksByLibrary = new Map<string, PackageHook>();
/** Paths inside of their packages that any hook wants. */
const wantedPaths = new Set<string>();
const packagesByPath = new Map<string, LoadedPackage | undefined>();
const NODE_MODULES = `${path.sep}node_modules${path.sep}`;

export function registerPackageHook(hook: PackageHook): void {
  hooksByLibrary.set(hook.library, hook);
  for (const { path: inside } of hook.files) wantedPaths.add(inside);
}

/** A file that a hook wants, with the copy of the package that it belongs to. */
export interface WantedFile {
  readonly hook: PackageHook;
  readonly file: PackageFile;
  readonly library: LoadedPackage;
}

/**
 * Finds the hook for a file that is being loaded. Called for every module of the app, so files
 * whose place in a package no hook names leave after one look into a set.
 */
export function wantedFile(filename: string): WantedFile | undefined {
  const at = filename.lastIndexOf(NODE_MODULES);
  if (at < 0) return undefined;
  const nameStart = at + NODE_MODULES.length;
  let nameEnd = filename.indexOf(path.sep, nameStart);
  if (nameEnd < 0) return undefined;
  if (filename.charCodeAt(nameStart) === 64 /* @ */) {
    nameEnd = filename.indexOf(path.sep, nameEnd + 1);
    if (nameEnd < 0) return undefined;
  }
  const folder = filename.slice(0, nameEnd);
  noteFolder(folder);
  const inside = filename.slice(nameEnd + 1).replaceAll('\\', '/');
  if (!wantedPaths.has(inside)) return undefined;
  const library = loadedPackage(folder, filename.slice(nameStart, nameEnd));
  const hook = library === undefined ? undefined : hooksByLibrary.get(library.library);
  if (library === undefined || hook === undefined) return undefined;
  const file = hook.files.find((candidate) => candidate.path === inside);
  if (file === undefined) return undefined;
  if (!isInRange(library.version, hook.versions)) {
    reportUnprotected(library, `version ${library.version} is not known to this guard`);
    return undefined;
  }
  return { hook, file, library };
}

/** Changes the exports of a wanted file and records what came of it. */
export function applyHook(
  wanted: WantedFile,
  exports: unknown,
  replace: ReplaceExports = () => undefined,
): void {
  const { file, library } = wanted;
  try {
    if (!file.apply(exports, library, replace)) {
      reportUnprotected(library, `${file.path} does not export what guard expects`);
      return;
    }
    if (inOwnContext(() => file.selfCheck?.(exports)) === false) {
      reportUnprotected(library, 'the start-up self-check did not reach the hook');
      return;
    }
    reportCoverage({ ...library, status: 'protected', layer: 'package' });
  } catch (error) {
    reportUnprotected(library, `hook failed: ${String(error)}`);
  }
}

function reportUnprotected(library: LoadedPackage, cause: string): void {
  reportCoverage({ ...library, status: 'unprotected', layer: 'package', cause });
}

/**
 * The package in `folder`. An alias (`npm:express@4` under the name `express4`) is known by the name
 * in its package.json, read once for folders that could matter.
 */
function loadedPackage(folder: string, folderName: string): LoadedPackage | undefined {
  if (packagesByPath.has(folder)) return packagesByPath.get(folder);
  const library = readPackage(folder, folderName);
  packagesByPath.set(folder, library);
  return library;
}

function readPackage(folder: string, folderName: string): LoadedPackage | undefined {
  try {
    const text = originalFs.readFileSync(path.join(folder, 'package.json'), 'utf8');
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
    return {
      library: typeof name === 'string' ? name : folderName,
      version: typeof version === 'string' ? version : 'unknown',
      path: folder,
    };
  } catch {
    return undefined;
  }
}
