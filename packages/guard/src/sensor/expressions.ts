import {
  canaryPattern,
  type ExpressionUse,
  type SourceLocation,
  wireLimits,
} from '@castellan/core';
import { currentRequest, type RequestContext } from '../context/request-context.ts';
import { captureSites } from '../hooks/capture-sites.ts';
import { isGuardFile } from '../hooks/stack-traces.ts';
import { replaceMethod } from '../hooks/wrap.ts';
import { placeInApp } from './place-in-app.ts';

/** What is said of one expression grows with each use of it. */
interface Use {
  readonly source: string;
  readonly flags: string;
  readonly location: SourceLocation | undefined;
  readonly canaries: Set<string>;
  length: number;
  elapsedMs: number;
}

/** Shorter than this, without a value of the run, an expression is not worth a word. */
const longMs = 1;
const maxFrames = 12;
const lead = 'zq';

/** One use that just ended; `by` is the function that timed it. */
interface Timed {
  readonly expression: RegExp;
  readonly text: unknown;
  readonly elapsedMs: number;
  readonly by: () => unknown;
}

const used = new WeakMap<RequestContext, Map<string, Use | undefined>>();
/** One of its own: what is being used at this moment may be the one that all share, and knows where it is. */
const ownPattern = new RegExp(canaryPattern.source, canaryPattern.flags);
const now = performance.now.bind(performance);
let isNoting = false;

/** Times what an exchange holds against regular expressions, from now on. */
export function watchExpressions(context: RequestContext): () => readonly ExpressionUse[] {
  const uses = new Map<string, Use | undefined>();
  used.set(context, uses);
  return () => {
    const all = [...uses.values()].filter((one) => one !== undefined);
    const told = all.sort((a, b) => b.elapsedMs - a.elapsedMs).slice(0, wireLimits.list);
    return told.map(({ canaries, location, ...rest }) => ({
      ...rest,
      canaries: [...canaries].slice(0, wireLimits.list),
      ...(location && { location }),
    }));
  };
}

/**
 * Every way to use an expression (`test`, `replace`, `split`, `match`…) comes by its `exec` once that is
 * not V8's own any more. It makes expressions slower by a constant, so it is for runs alone.
 */
export function timeExpressions(): void {
  replaceMethod(
    RegExp.prototype,
    'exec',
    (exec) =>
      function timed(this: RegExp, ...args: unknown[]): unknown {
        const context = isNoting ? undefined : currentRequest();
        const uses = context && used.get(context);
        if (uses === undefined) return Reflect.apply(exec, this, args) as unknown;
        const started = now();
        try {
          return Reflect.apply(exec, this, args) as unknown;
        } finally {
          const elapsedMs = now() - started;
          noteUse({ expression: this, text: args[0], elapsedMs, by: timed }, uses);
        }
      },
  );
}

function noteUse(
  { expression, text, elapsedMs, by }: Timed,
  uses: Map<string, Use | undefined>,
): void {
  if (typeof text !== 'string' || (elapsedMs < longMs && !text.includes(lead))) return;
  isNoting = true;
  try {
    const key = `/${expression.source}/${expression.flags.replace('y', '')}`;
    if (!uses.has(key)) uses.set(key, firstUse(expression, by));
    const use = uses.get(key);
    if (use === undefined) return;
    use.elapsedMs += elapsedMs;
    use.length = Math.max(use.length, text.length);
    for (const canary of text.match(ownPattern) ?? []) use.canaries.add(canary.toLowerCase());
  } catch {
    // What cannot be told of is left out: the app goes on as it would.
  } finally {
    isNoting = false;
  }
}

/** Nothing for guard's own, and for those that a message could not hold. */
function firstUse({ source, flags }: RegExp, by: () => unknown): Use | undefined {
  if (source.length > wireLimits.excerpt) return undefined;
  const files = captureSites(by, maxFrames).flatMap((site) => site.getFileName() ?? []);
  const caller = files.find((file) => !file.startsWith('node:'));
  if (caller === undefined || isGuardFile(caller)) return undefined;
  return {
    source,
    flags: flags.replace('y', ''),
    location: placeInApp(),
    canaries: new Set(),
    length: 0,
    elapsedMs: 0,
  };
}
