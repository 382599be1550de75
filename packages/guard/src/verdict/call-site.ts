import { fileURLToPath } from 'node:url';
import { captureSites } from '../hooks/capture-sites.ts';
import { isGuardFile } from '../hooks/stack-traces.ts';

/** One frame of the stack below a sink call. Lines and columns count from 1. */
export interface Frame {
  readonly function: string | undefined;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** True for a function that only waits for what goes on. */
  readonly isWaiting?: boolean;
}

const MAX_FRAMES = 50;

/** The stack of the running call, guard's own frames and Node's internals left out. */
export function captureFrames(): readonly Frame[] {
  return captureSites(captureFrames, MAX_FRAMES).flatMap(toFrame);
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
      isWaiting: site.isAsync(),
    },
  ];
}

let startedBy = (): Frame | undefined => undefined;

/** Names who knows the app's line of a call that a pool or queue makes later, with none of the app below it. */
export function traceCalls(tell: () => Frame | undefined): void {
  startedBy = tell;
}

/** The frame that a developer can change: the first one outside of `node_modules`. */
export function appFrame(frames: readonly Frame[]): Frame | undefined {
  const own = frames.filter(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
  return own.find(({ isWaiting }) => isWaiting !== true) ?? startedBy() ?? own[0];
}
