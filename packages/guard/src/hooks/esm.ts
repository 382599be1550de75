import { fileURLToPath } from 'node:url';
import { nodeModule } from './originals.ts';
import { applyHook, wantedFile } from './package-registry.ts';

/** Global name under which appended lines find guard; a symbol, so that no host code meets it. */
const kBridge = Symbol.for('castellan.guard.esm');

interface LoadResult {
  format?: string | null | undefined;
  source?: unknown;
}
type NextLoad = (url: string, context?: unknown) => LoadResult;
interface SyncHooks {
  load?: (url: string, context: unknown, nextLoad: NextLoad) => LoadResult;
}
type RegisterHooks = (hooks: SyncHooks) => unknown;

/**
 * Appends one line to the ES module files that a hook names: it hands the file's own bindings to
 * guard, getter and setter each, so that function and class declarations can be wrapped for all
 * importers (their exports are live bindings). No parser, no line moves.
 *
 * @returns false where Node has no sound synchronous hooks (`module.registerHooks`).
 */
export function hookEsModules(): boolean {
  const registerHooks = Reflect.get(nodeModule, 'registerHooks') as RegisterHooks | undefined;
  if (registerHooks === undefined || !isSoundVersion(process.versions.node)) return false;
  Reflect.defineProperty(globalThis, kBridge, { value: onEsModule, configurable: false });
  registerHooks({
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
  if (result.format !== 'module' || result.source === undefined) return result;
  const wanted = wantedFile(fileURLToPath(url));
  const bindings = wanted?.file.bindings;
  if (bindings === undefined) return result;
  const source =
    typeof result.source === 'string'
      ? result.source
      : new TextDecoder().decode(result.source as Uint8Array);
  const accessors = bindings
    .map((name) => `get ${name}(){return ${name}},set ${name}(value){${name}=value}`)
    .join(',');
  const line = `\n;globalThis[Symbol.for('castellan.guard.esm')]?.(import.meta.url,{${accessors}});\n`;
  return { ...result, source: source + line };
}

function onEsModule(url: string, bindings: unknown): void {
  const wanted = wantedFile(fileURLToPath(url));
  if (wanted !== undefined) applyHook(wanted, bindings);
}

/** Versions whose synchronous hooks work beside other hooks (nodejs/node #57327, #57358). */
function isSoundVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 3);
  if (major === 24) return minor > 11 || (minor === 11 && patch >= 1);
  if (major === 25) return minor >= 1;
  return major >= 26;
}
