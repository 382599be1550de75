import { type SourceLocation, wireLimits } from '@castellan/core';
import { appFrame, captureFrames, type Frame } from '../verdict/call-site.ts';
import { originalFrame } from '../verdict/source-map.ts';

/** The app's own line that is running, as its people wrote it. */
export function placeInApp(): SourceLocation | undefined {
  const frame = appFrame(captureFrames());
  return frame === undefined ? undefined : placeOf(frame);
}

function placeOf(frame: Frame): SourceLocation {
  const mapped = originalFrame(frame);
  return {
    file: mapped.file.slice(0, wireLimits.text),
    line: mapped.line,
    column: mapped.column,
    ...(mapped.function === undefined
      ? {}
      : { function: mapped.function.slice(0, wireLimits.name) || 'anonymous' }),
    sourceMapped: mapped !== frame,
  };
}
