import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** One installed copy of a package. */
export interface InstalledCopy {
  readonly library: string;
  readonly version: string;
  /** Its folder, without symbolic links, as guard names it. */
  readonly path: string;
  /** The folder from which it can be loaded by `specifier`. */
  readonly parent: string;
  /** The name it is loaded by; another than its own where it was installed under an alias. */
  readonly specifier: string;
  readonly manifest: Manifest;
}

/** The part of a package.json that doctor reads. */
export interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly workspaces?: unknown;
}

const MAX_FOLDERS = 50_000;

/**
 * Every copy of the packages in `wanted` that an app in `folder` may load: in `node_modules` there and
 * above, nested ones, those of workspaces and of pnpm's store. Sorted by name, each copy once.
 */
export function findInstalledCopies(folder: string, wanted: ReadonlySet<string>): InstalledCopy[] {
  const search = new Search(wanted);
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    search.around(at);
    for (const workspace of workspacesOf(at)) search.around(workspace);
    if (at === path.dirname(at)) break;
  }
  return [...search.found.values()].toSorted(
    (a, b) => a.library.localeCompare(b.library) || a.path.localeCompare(b.path),
  );
}

class Search {
  readonly found: Map<string, InstalledCopy> = new Map();
  readonly #wanted: ReadonlySet<string>;
  readonly #seen: Set<string> = new Set();

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  /** Looks at `node_modules` in `parent` and below it. */
  around(parent: string): void {
    const modules = path.join(parent, 'node_modules');
    if (!this.#isNew(modules)) return;
    for (const name of namesIn(modules)) {
      if (name.startsWith('@')) {
        for (const scoped of namesIn(path.join(modules, name)))
          this.#look(parent, `${name}/${scoped}`);
      } else if (name === '.pnpm') {
        for (const store of namesIn(path.join(modules, name))) {
          this.around(path.join(modules, name, store));
        }
      } else if (!name.startsWith('.')) this.#look(parent, name);
    }
  }

  #look(parent: string, specifier: string): void {
    const real = realFolder(path.join(parent, 'node_modules', specifier));
    const manifest = real === undefined ? undefined : readManifest(real);
    if (real === undefined || manifest === undefined) return;
    const library = typeof manifest.name === 'string' ? manifest.name : specifier;
    const version = typeof manifest.version === 'string' ? manifest.version : 'unknown';
    if (this.#wanted.has(library) && !this.found.has(real)) {
      this.found.set(real, { library, version, path: real, parent, specifier, manifest });
    }
    this.around(real);
  }

  #isNew(folder: string): boolean {
    const real = realFolder(folder);
    if (real === undefined || this.#seen.has(real) || this.#seen.size >= MAX_FOLDERS) return false;
    this.#seen.add(real);
    return true;
  }
}

/** The package.json in a folder; undefined when there is none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return parsed !== null && typeof parsed === 'object' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a package can be loaded by `import` in another form than by `require`. */
export function offersModules({ type, main, exports }: Manifest): boolean {
  const offers = `${JSON.stringify(exports ?? '')} ${String(main)}`;
  return type === 'module' || /"import"|"module"|\.mjs/.test(offers);
}

/** Whether `require` gets ES modules too, since there is nothing else. */
export function offersOnlyModules({ type, exports }: Manifest): boolean {
  return type === 'module' && !/"require"|\.cjs/.test(JSON.stringify(exports ?? ''));
}

/** Folders that `workspaces` names, where a last `*` stands for every folder. */
function workspacesOf(folder: string): string[] {
  const { workspaces } = readManifest(folder) ?? {};
  const listed: unknown = Array.isArray(workspaces)
    ? workspaces
    : (workspaces as { packages?: unknown } | undefined)?.packages;
  const patterns = Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
  return patterns.flatMap((pattern) => {
    const [, base, star] = /^(.*?)\/?(\*{1,2})?\/?$/.exec(pattern) ?? [];
    const at = path.join(folder, base ?? '');
    return star === undefined ? [at] : namesIn(at).map((name) => path.join(at, name));
  });
}

function namesIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

function realFolder(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}
