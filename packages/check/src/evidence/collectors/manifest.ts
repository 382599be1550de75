import { CannotCollect, type Collector } from '../collector.ts';
import { readText } from '../source.ts';

/** What rules read of `package.json`; values of the wrong type are left out. */
export interface Manifest {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly isPrivate: boolean;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly workspaces: readonly string[];
  readonly packageManager?: string;
  /** Every other key as it stands: `husky`, `lint-staged`, `pnpm`, `allowScripts`… */
  readonly rest: Readonly<Record<string, unknown>>;
}

const rootPath = 'package.json';

/** The root's `package.json`; null when there is none. */
export const collector: Collector<Manifest | null> = {
  title: 'package manifest',
  reads: ['files'],
  async collect(source) {
    const text = await readText(source, rootPath);
    const value = text === undefined ? null : manifestOf(rootPath, text);
    return { value, origin: rootPath };
  },
};

/** What a `package.json` says. Throws `CannotCollect` when it is no JSON object. */
export function manifestOf(path: string, text: string): Manifest {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotCollect(`${path} is no JSON (${reason})`, `correct ${path}`, { cause: error });
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new CannotCollect(`${path} is no JSON object`, `correct ${path}`);
  const given = data as Readonly<Record<string, unknown>>;
  const { name, version, files, packageManager, workspaces } = given;
  const places = Array.isArray(workspaces)
    ? workspaces
    : (workspaces as { packages?: unknown } | undefined)?.packages;
  return {
    path,
    ...(typeof name === 'string' && { name }),
    ...(typeof version === 'string' && { version }),
    // npm refuses to publish whatever is not falsy: `"true"` too.
    isPrivate: Boolean(given['private']),
    scripts: strings(given['scripts']),
    dependencies: strings(given['dependencies']),
    devDependencies: strings(given['devDependencies']),
    optionalDependencies: strings(given['optionalDependencies']),
    engines: strings(given['engines']),
    ...(Array.isArray(files) && { files: files.filter(isString) }),
    workspaces: Array.isArray(places) ? places.filter(isString) : [],
    ...(typeof packageManager === 'string' && { packageManager }),
    rest: given,
  };
}

function strings(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => isString(entry[1])),
  );
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
