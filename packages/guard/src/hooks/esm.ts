import { fileURLToPath } from 'node:url';
import { bridgeLine } from './binding-bridge.ts';
import { onResolve } from './lazy-builtin.ts';
import { nodeModule } from './originals.ts';
import { wantedFile } from './package-registry.ts';

interface LoadResult {
  format?: string | null | undefined;
  source?: unknown;
}
type NextLoad = (url: string, context?: unknown) => LoadResult;
type NextResolve = (specifier: string, context?: unknown) => { url: string };
type RegisterHooks = (hooks: {
  resolve: (specifier: string, context: unknown, nextResolve: NextResolve) => { url: string };
  load: (url: string, context: unknown, nextLoad: NextLoad) => LoadResult;
}) => unknown;

/**
 * Appends to the ES module files that a hook names.
 *
 * @returns false where Node has no sound synchronous hooks (`module.registerHooks`); packages that
 * are ES modules only are then covered by the builtin and wire layers.
 */
export function hookEsModules(): boolean {
  const registerHooks = Reflect.get(nodeModule, 'registerHooks') as RegisterHooks | undefined;
  if (registerHooks === undefined || !isSoundVersion(process.versions.node)) return false;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const result = nextResolve(specifier, context);
      if (result.url.startsWith('node:')) onResolve(result.url);
      return result;
    },
    load(url, context, nextLoad) {
      const result = nextLoad(url, context);
      return url.startsWith('file:') && url.includes('/node_modules/')
        ? append(url, result)
        : result;
    },
  });
  return true;
}

function append(url: string, result: LoadResult): LoadResult {
  if (result.format !== 'module' || result.source === undefined || result.source === null) {
    return result;
  }
  const filename = fileURLToPath(url);
  const wanted = wantedFile(filename);
  if (wanted === undefined) return result;
  const { source } = result;
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source as Uint8Array);
  return { ...result, source: text + bridgeLine(wanted, filename) };
}

/** Versions whose synchronous hooks work beside other hooks (nodejs/node #57327, #57358). */
function isSoundVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 3);
  if (major === 24) return minor > 11 || (minor === 11 && patch >= 1);
  if (major === 25) return minor >= 1;
  return major >= 26;
}
