import { fileURLToPath } from 'node:url';
import { callersBelow } from './callers.ts';
import { replaceMethod } from './wrap.ts';

type Site = NodeJS.CallSite;

const GUARD_FOLDER = new URL('..', import.meta.url).href;
const GUARD_PATH = fileURLToPath(GUARD_FOLDER);

/** Whether a frame's file, a path or a URL, is one of guard's own. */
export function isGuardFile(name: string): boolean {
  return name.startsWith(GUARD_FOLDER) || name.startsWith(GUARD_PATH);
}

/**
 * Leaves guard's frames out of the stack traces of all errors, when a trace is made into text: what
 * runs costs nothing. Node formats through its own `Error.prepareStackTrace`, source maps included;
 * an app that sets one of its own sees every frame.
 */
export function hideGuardFrames(): void {
  replaceMethod(
    Error,
    'prepareStackTrace',
    (format) =>
      function (this: unknown, error: unknown, trace: unknown): unknown {
        const shown = Array.isArray(trace) ? withoutGuard(trace as Site[]) : trace;
        return Reflect.apply(format, this, [error, shown]);
      },
  );
}

function withoutGuard(trace: Site[]): Site[] {
  const first = trace.findIndex(isOurs);
  if (first < 0) return trace;
  const shown = trace.filter(isShown);
  if (trace.length < Error.stackTraceLimit) return shown;
  const below = trace.slice(first).filter(isShown);
  return [...shown, ...callersBelow(below, isShown)].slice(0, trace.length);
}

function isShown(site: Site, index: number, sites: readonly Site[]): boolean {
  return !isOurs(site) && !isOurStorage(site, index, sites);
}

function isOurs(site: Site): boolean {
  const name = site.getFileName();
  return typeof name === 'string' && isGuardFile(name);
}

/** `AsyncLocalStorage.run` as called by guard, which stands below it, or would but for the limit. */
function isOurStorage(site: Site, index: number, sites: readonly Site[]): boolean {
  if (site.getFunctionName() !== 'run') return false;
  if (site.getFileName()?.startsWith('node:') !== true) return false;
  const caller = sites[index + 1];
  const called = sites[index - 1];
  return caller === undefined ? called !== undefined && isOurs(called) : isOurs(caller);
}
