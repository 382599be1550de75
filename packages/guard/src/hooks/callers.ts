import { captureSites } from './capture-sites.ts';

type Site = NodeJS.CallSite;
type Stack = readonly Site[];

const MAX_KEPT = 8;
/** Frames of guard's own that a stack may hold. */
const MAX_OWN = 8;

/** Stacks that the error has left which is on its way now, or was last; the innermost first. */
let kept: Stack[] = [];
/** What stands below the app's first file: errors that it does not throw have left nothing. */
let belowMain: Stack = [];

/** Tells that a wrapper is entered: what leaves one from now on is another error. */
export function enterWrapper(): void {
  if (kept.length > 0) kept = [];
}

/**
 * Keeps the stack below one of guard's wrappers which an error is leaving by. V8 cuts a trace to
 * `Error.stackTraceLimit` frames before guard's can be taken out, so that the last would be missing.
 */
export function keepCallers(): void {
  if (kept.length < MAX_KEPT) {
    kept.push(captureSites(keepCallers, Error.stackTraceLimit + MAX_OWN));
  }
}

export function keepCallersOfMain(): void {
  belowMain = captureSites(keepCallersOfMain, Error.stackTraceLimit + MAX_OWN);
}

/** Makes a call, and keeps its callers when it throws. */
export function keepingCallers<Result>(
  call: (...args: never[]) => Result,
  self: unknown,
  args: readonly unknown[],
): Result {
  enterWrapper();
  let isDone = false;
  try {
    const result = Reflect.apply(call, self, args) as Result;
    isDone = true;
    return result;
  } finally {
    if (!isDone) keepCallers();
  }
}

/**
 * What stood below `frames`. The innermost stack is asked first: files that require each other look
 * the same at every level. `isShown` says which frames of a stack count.
 */
export function callersBelow(
  frames: Stack,
  isShown: (site: Site, index: number, sites: Stack) => boolean,
): Stack {
  for (const stack of kept) {
    const shown = stack.filter(isShown);
    const at = shown.findIndex((_site, start) => isAt(frames, shown, start));
    if (at >= 0) return shown.slice(at + frames.length);
  }
  const shown = belowMain.filter(isShown);
  // One frame alone may be that of another file.
  for (let length = frames.length; length > 1; length -= 1) {
    if (isAt(frames.slice(-length), shown, 0)) return shown.slice(length);
  }
  return [];
}

function isAt(frames: Stack, stack: Stack, start: number): boolean {
  return frames.length > 0 && frames.every((frame, index) => isSame(frame, stack[start + index]));
}

function isSame(one: Site, other: Site | undefined): boolean {
  return (
    other !== undefined &&
    one.getFileName() === other.getFileName() &&
    one.getLineNumber() === other.getLineNumber() &&
    one.getColumnNumber() === other.getColumnNumber()
  );
}
