import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BlockedError } from '@castellan/core';
import { currentRequest } from '../../context/request-context.ts';
import { keepingCallers } from '../../hooks/callers.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { judgeFor } from '../../verdict/judge.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import type { PathCall } from '../../detections/sink-call.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { rejectedSoon } from '../rejected-soon.ts';
import { joinedParts } from '../paths/joined-paths.ts';
import { type FsFunction, fsFunctions } from './fs-functions.ts';

const LIBRARY = 'node:fs';
const PROBE_PATH = '/castellan-probe/../../../../castellan-probe';

type Fail = (args: unknown[], blocked: BlockedError) => unknown;

/** `fs` in its callback, synchronous and promise forms; streams and `res.sendFile` end in `fs.open`. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => fsFunctions.map(install).every(Boolean),
  selfCheck: () =>
    isRefusedWith(PROBE_PATH, (path) => fs.statSync(path, { throwIfNoEntry: false })) &&
    isRefusedWith(PROBE_PATH, (path) => fs.stat(path, () => undefined)) &&
    isRefusedWith(PROBE_PATH, (path) => fs.promises.stat(path)),
};

const failures: Readonly<Record<NonNullable<FsFunction['fails']>, Fail>> = {
  'by-throw': (_args, blocked) => {
    throw blocked;
  },
  'by-rejection': (_args, blocked) => rejectedSoon(blocked),
  'by-answering-false': (args) => {
    const callback = args.findLast((argument) => typeof argument === 'function');
    if (callback !== undefined) process.nextTick(callback, false);
    return false;
  },
};

const failByCallback: Fail = (args, blocked) => {
  const callback = args.findLast((argument) => typeof argument === 'function');
  if (callback === undefined) throw blocked;
  process.nextTick(callback, blocked);
  return undefined;
};

/** Wraps the forms that this Node version has; a function that it lacks needs no guard. */
function install(description: FsFunction): boolean {
  const { name, fails } = description;
  const failSync = failures[fails === 'by-answering-false' ? fails : 'by-throw'];
  return (
    wrapIn(fs, name, description, fails === undefined ? failByCallback : failures[fails]) &&
    wrapIn(fs, `${name}Sync`, description, failSync) &&
    wrapIn(fs.promises, name, description, failures['by-rejection'])
  );
}

function wrapIn(holder: object, name: string, description: FsFunction, fail: Fail): boolean {
  if (!(name in holder)) return true;
  const point = { library: LIBRARY, api: holder === fs ? name : `promises.${name}` };
  return replaceMethod(holder, name, (original) => wrap(original, point, description, fail));
}

function wrap(
  original: AnyFunction,
  point: SinkPoint,
  { paths }: FsFunction,
  fail: Fail,
): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const context = currentRequest();
    if (context !== undefined) {
      for (const [index, operation] of paths) {
        const path = pathText(args[index]);
        if (path === undefined) continue;
        const joined = joinedParts(context, path);
        const call: PathCall = {
          kind: 'path',
          path,
          operation,
          cwd: process.cwd(),
          ...(joined === undefined ? {} : { joined }),
        };
        const blocked = judgeFor(context, point, call);
        if (blocked !== undefined) return fail(args, blocked);
      }
    }
    return keepingCallers(original, this, args);
  };
}

/** The path as text; file descriptors and what Node will refuse anyway have none. */
function pathText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof URL) {
    try {
      return fileURLToPath(value);
    } catch {
      return undefined;
    }
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : undefined;
}
