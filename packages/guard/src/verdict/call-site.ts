import { fileURLToPath } from 'node:url';

/** One frame of the stack below a sink call. Lines and columns count from 1. */
export interface Frame {
  readonly function: string | undefined;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const GUARD_FOLDER = new URL('..', import.meta.url).href;
const GUARD_PATH = fileURLToPath(GUARD_FOLDER);
const MAX_FRAMES = 50;

/**
 * The stack of the running call, guard's own frames and Node's internals left out. The host's
 * `Error.prepareStackTrace` and `stackTraceLimit` are put back before this returns.
 */
export function captureFrames(): readonly Frame[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = MAX_FRAMES;
    Error.prepareStackTrace = (_error, sites) => sites;
    const holder: { stack?: NodeJS.CallSite[] } = {};
    Error.captureStackTrace(holder, captureFrames);
    const sites = holder.stack;
    return Array.isArray(sites) ? sites.flatMap(toFrame) : [];
  } catch {
    return [];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Error.prepareStackTrace = prepareStackTrace;
  }
}

function toFrame(site: NodeJS.CallSite): Frame[] {
  const name = site.getFileName() ?? site.getEvalOrigin() ?? undefined;
  if (name === undefined || name.startsWith('node:') || isGuardFile(name)) return [];
  return [
    {
      function: site.getFunctionName() ?? undefined,
      file: name.startsWith('file:') ? fileURLToPath(name) : name,
      line: site.getLineNumber() ?? 0,
      column: site.getColumnNumber() ?? 0,
    },
  ];
}

function isGuardFile(name: string): boolean {
  return name.startsWith(GUARD_FOLDER) || name.startsWith(GUARD_PATH);
}

/** The frame that a developer can change: the first one outside of `node_modules`. */
export function appFrame(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
}

/** Removes guard's frames from an error that passes through a wrapper, so that traces stay the app's. */
export function hideGuardFrames(error: unknown): void {
  try {
    const { stack } = error as Error;
    if (typeof stack !== 'string' || !stack.includes(GUARD_PATH)) return;
    const lines = stack.split('\n').filter((line) => !line.includes(GUARD_PATH));
    (error as Error).stack = lines.join('\n');
  } catch {
    // A frozen error keeps our frames: ugly and harmless.
  }
}
