import { fileURLToPath } from 'node:url';
import { bridgeLine } from './binding-bridge.ts';
import { onResolve } from './lazy-builtin.ts';
import { moduleRequested } from './module-requests.ts';
import { nodeModule } from './originals.ts';
import { wantedFile } from './package-registry.ts';
import { rewrittenBytes } from './source-rewriting.ts';

interface ResolveContext {
  readonly conditions?: readonly string[];
  readonly parentURL?: string | undefined;
}
interface LoadResult {
  format?: string | null | undefined;
  source?: unknown;
}
type NextLoad = (url: string, context?: unknown) => LoadResult;
type NextResolve = (specifier: string, context?: unknown) => { url: string };
type RegisterHooks = (hooks: {
  resolve: (
    specifier: string,
    context: ResolveContext,
    nextResolve: NextResolve,
  ) => { url: string };
  load: (url: string, context: unknown, nextLoad: NextLoad) => LoadResult;
}) => unknown;

/**
 * Watches ES modules: appends to the files that a hook names, lets sources be rewritten, and tells of
 * every module that is asked for by `import`, in the asynchronous context of the one who asks
 * (measured on Node 22 to 26, also for modules that are loaded already).
 *
 * @returns false where Node has no sound synchronous hooks (`module.registerHooks`); packages that
 * are ES modules only are then covered by the builtin and wire layers.
 */
export function hookEsModules(): boolean {
  if (!hasModuleHooks()) return false;
  const registerHooks = Reflect.get(nodeModule, 'registerHooks') as RegisterHooks;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (context.conditions?.includes('import') === true) {
        moduleRequested('import', specifier, context.parentURL);
      }
      const result = nextResolve(specifier, context);
      if (result.url.startsWith('node:')) onResolve(result.url);
      return result;
    },
    load(url, context, nextLoad) {
      const result = nextLoad(url, context);
      return url.startsWith('file:') ? changed(url, result) : result;
    },
  });
  return true;
}

/** Whether this Node has synchronous hooks for ES modules that work. */
export function hasModuleHooks(): boolean {
  return 'registerHooks' in nodeModule && isSoundVersion(process.versions.node);
}

/** Formats of which Node compiles the source that a hook returns. */
const FORMATS: ReadonlyMap<unknown, 'module' | 'script'> = new Map([
  ['module', 'module'],
  ['module-typescript', 'module'],
  // Node 22 compiles these without `Module.prototype._compile` when they are imported.
  ['commonjs-typescript', 'script'],
]);

function changed(url: string, result: LoadResult): LoadResult {
  const { source } = result;
  const goal = FORMATS.get(result.format);
  if (goal === undefined || !(typeof source === 'string' || source instanceof Uint8Array)) {
    return result;
  }
  const filename = fileURLToPath(url);
  const text = rewrittenBytes(source, { filename, goal });
  const wanted = result.format === 'module' ? wantedFile(filename) : undefined;
  if (wanted === undefined) return text === undefined ? result : { ...result, source: text };
  const whole = text ?? (typeof source === 'string' ? source : new TextDecoder().decode(source));
  return { ...result, source: whole + bridgeLine(wanted, filename) };
}

/** Versions whose synchronous hooks work beside other hooks (nodejs/node #57327, #57358). */
function isSoundVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 3);
  if (major === 24) return minor > 11 || (minor === 11 && patch >= 1);
  if (major === 25) return minor >= 1;
  return major >= 26;
}
