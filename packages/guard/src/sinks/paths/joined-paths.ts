import { currentRequest } from '../../context/request-context.ts';
import { nodePath as path } from '../../hooks/originals.ts';

const MAX_PER_REQUEST = 64;
const MAX_LENGTH = 4096;
const joinedByContext = new WeakMap<object, Map<string, readonly string[]>>();

/** Notes for the current request what a path was put together from, when a part of it climbs. */
export function noteJoin(result: unknown, parts: readonly unknown[]): void {
  const context = currentRequest();
  if (context === undefined || typeof result !== 'string') return;
  let joined = joinedByContext.get(context);
  if (joined === undefined) joinedByContext.set(context, (joined = new Map()));
  const known = joined;
  const written = parts.flatMap((part) =>
    typeof part === 'string' ? (known.get(part) ?? [part]) : [],
  );
  const length = written.reduce((sum, part) => sum + part.length, 0);
  if (joined.size >= MAX_PER_REQUEST || length > MAX_LENGTH) return;
  const lastRoot = written.findLastIndex((part) => path.isAbsolute(part));
  joined.set(result, written.slice(Math.max(0, lastRoot)));
}

/**
 * What `file` was put together from in this request, if a part of it climbed: the file itself, or the
 * directory that libraries are given as a root.
 */
export function joinedParts(context: object, file: string): readonly string[] | undefined {
  const joined = joinedByContext.get(context);
  if (joined === undefined) return undefined;
  const whole = joined.get(file);
  if (whole !== undefined) return whole;
  for (const [result, parts] of joined) {
    const directory = result.endsWith(path.sep) ? result : result + path.sep;
    if (file.startsWith(directory)) return [...parts, file.slice(directory.length)];
  }
  return undefined;
}
