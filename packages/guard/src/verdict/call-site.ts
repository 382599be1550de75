import { fileURLToPath } from 'node:url';
import { captureSites } from '../hooks/capture-sites.ts';
import { isGuardFile } from '../hooks/stack-traces.ts';

/** One frame of the stack below a sink call. Lines and columns count from 1. */
export interface Frame {
  readonly function: string | undefined;
  readonly file: string;
  readonly line: number;
  readonly column: number;
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
    },
  ];
}

/** The frame that a developer can change: the first one outside of `node_modules`. */
export function appFrame(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
}
