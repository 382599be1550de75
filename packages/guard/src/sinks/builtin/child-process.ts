import childProcess from 'node:child_process';
import type { BlockedError } from '@castellan/core';
import { keepingCallers } from '../../hooks/callers.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { judge } from '../../verdict/judge.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { isRefused } from '../../verdict/probe.ts';
import { programCall, shellCall } from '../program-call.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';

const LIBRARY = 'node:child_process';
const SPAWN: SinkPoint = { library: LIBRARY, api: 'spawn' };
const SPAWN_SYNC: SinkPoint = { library: LIBRARY, api: 'spawnSync' };
const EXEC_FILE_SYNC: SinkPoint = { library: LIBRARY, api: 'execFileSync' };
const EXEC_SYNC: SinkPoint = { library: LIBRARY, api: 'execSync' };

/** A file that does not exist, so that a refused program fails the way a missing one does. */
const NOWHERE = '/castellan/refused';

/**
 * Every asynchronous function of `child_process` ends in `ChildProcess.prototype.spawn` with the
 * final file and arguments (`exec`, `execFile`, `spawn`, `fork`, promisified or not); the three
 * synchronous ones have no such place in common.
 */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () =>
    replaceMethod(childProcess.ChildProcess.prototype, 'spawn', wrapSpawn) &&
    replaceMethod(childProcess, 'spawnSync', (original) => wrapSync(original, SPAWN_SYNC)) &&
    replaceMethod(childProcess, 'execFileSync', (original) => wrapSync(original, EXEC_FILE_SYNC)) &&
    replaceMethod(childProcess, 'execSync', wrapExecSync),
  selfCheck: () =>
    isRefused(
      (payload) => childProcess.execSync(`true '${payload}'`),
      (payload) => childProcess.execFileSync('sh', ['-c', `true '${payload}'`]),
      (payload) => childProcess.spawnSync(`true '${payload}'`, { shell: true }),
    ),
};

interface SpawnOptions {
  file?: unknown;
  args?: unknown;
}

function wrapSpawn(spawn: AnyFunction): AnyFunction {
  return function (this: childProcess.ChildProcess, ...given: unknown[]): unknown {
    const options = given[0] as SpawnOptions | undefined;
    if (typeof options?.file === 'string') {
      const blocked = judge(SPAWN, programCall(options.file, strings(options.args).slice(1)));
      if (blocked !== undefined) return failToSpawn(this, spawn, options, blocked);
    }
    return keepingCallers(spawn, this, given);
  };
}

/**
 * Lets the process fail as if its program were missing: streams are set up, `error` follows on the
 * next tick and carries the block. The refused program is never started.
 */
function failToSpawn(
  child: childProcess.ChildProcess,
  spawn: AnyFunction,
  options: SpawnOptions,
  blocked: BlockedError,
): unknown {
  const emit = child.emit as AnyFunction;
  child.emit = function (this: unknown, ...args: unknown[]): boolean {
    if (args[0] === 'error') args[1] = blocked;
    return Reflect.apply(emit, this, args) as boolean;
  };
  return Reflect.apply(spawn, child, [{ ...options, file: NOWHERE, args: [NOWHERE] }]);
}

interface SyncOptions {
  shell?: unknown;
}

/** `spawnSync` and `execFileSync`: (file[, args][, options]), joined for a shell when one is asked for. */
function wrapSync(original: AnyFunction, point: SinkPoint): AnyFunction {
  return function (this: unknown, ...given: unknown[]): unknown {
    const [file] = given;
    if (typeof file === 'string') {
      const args = Array.isArray(given[1]) ? strings(given[1]) : [];
      const options = (Array.isArray(given[1]) || given[1] == null ? given[2] : given[1]) as
        | SyncOptions
        | undefined;
      const call =
        options?.shell === undefined || options.shell === false
          ? programCall(file, args)
          : shellCall([file, ...args].join(' '), options.shell);
      refuseSync(point, call);
    }
    return keepingCallers(original, this, given);
  };
}

function wrapExecSync(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...given: unknown[]): unknown {
    const [command, options] = given as [unknown, SyncOptions | undefined];
    if (typeof command === 'string') {
      refuseSync(EXEC_SYNC, shellCall(command, options?.shell));
    }
    return keepingCallers(original, this, given);
  };
}

function refuseSync(point: SinkPoint, call: ReturnType<typeof programCall>): void {
  const blocked = judge(point, call);
  if (blocked !== undefined) throw blocked;
}

function strings(values: unknown): string[] {
  return Array.isArray(values) ? values.map(String) : [];
}
