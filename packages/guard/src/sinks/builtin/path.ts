import path from 'node:path';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { keepingCallers } from '../../hooks/callers.ts';
import { emptyProbe } from '../../verdict/probe.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { joinedParts, noteJoin } from '../paths/joined-paths.ts';

const FUNCTIONS = ['join', 'resolve', 'normalize'];

/**
 * No sink of its own: `join`, `resolve` and `normalize` make `..` vanish, so what climbed is noted
 * for the file-system call that will get the result. `path.basename` leaves the same result without
 * a climb, which is why the result alone cannot tell.
 */
export const sink: BuiltinHook = {
  library: 'node:path',
  install: () => FUNCTIONS.every((name) => replaceMethod(path, name, wrap)),
  selfCheck: () =>
    emptyProbe((context) => {
      const result = path.join('/castellan', '../probe');
      return joinedParts(context, result)?.at(-1) === '../probe';
    }),
};

function wrap(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...parts: unknown[]): unknown {
    const result: unknown = keepingCallers(original, this, parts);
    for (const part of parts) {
      if (typeof part === 'string' && part.includes('..')) {
        noteJoin(result, parts);
        break;
      }
    }
    return result;
  };
}
