import type { BlockedError } from '@castellan/core';
import { currentRequest } from '../context/request-context.ts';
import { judgeFor } from '../verdict/judge.ts';
import type { SinkPoint } from '../verdict/judged.ts';
import { joinedParts } from './paths/joined-paths.ts';
import { dataUrlSource } from './data-url.ts';

/**
 * Judges a file that is about to be run as a program: its path, and the source where a `data:` URL
 * holds it. `folder` gives the directory that a relative path is resolved against.
 */
export function judgeModule(
  point: SinkPoint,
  path: string,
  folder: () => string,
): BlockedError | undefined {
  const context = currentRequest();
  if (context === undefined) return undefined;
  const source = dataUrlSource(path);
  const blocked =
    source === undefined
      ? undefined
      : judgeFor(context, point, { kind: 'code', source, form: 'module' });
  if (blocked !== undefined) return blocked;
  const joined = joinedParts(context, path);
  return judgeFor(context, point, {
    kind: 'path',
    path,
    operation: 'execute',
    cwd: folder(),
    ...(joined === undefined ? {} : { joined }),
  });
}
