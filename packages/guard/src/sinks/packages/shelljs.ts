import type { PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { judge } from '../../verdict/judge.ts';
import { shellCall } from '../program-call.ts';
import { sinkHook } from '../sink-hook.ts';

const POINT = { library: 'shelljs', api: 'exec' };

/**
 * A synchronous `exec` writes its command into a file and has another Node run it, so that
 * `child_process` never sees the command; with a callback it does. Every command of the library goes
 * through `register`, before it is put on its objects and into its pipes.
 */
export const hooks: readonly PackageHook[] = [
  sinkHook('shelljs', [
    {
      path: 'src/common.js',
      apply: (exports) => replaceMethod(exports as object, 'register', wrapRegister),
    },
  ]),
];

function wrapRegister(register: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const [name, implementation] = args;
    if (name === 'exec' && typeof implementation === 'function') {
      args[1] = wrapExec(implementation as AnyFunction);
    }
    return Reflect.apply(register, this, args);
  };
}

interface ExecOptions {
  async?: unknown;
  shell?: unknown;
}

function wrapExec(exec: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const [command, options, callback] = args as [unknown, ExecOptions | undefined, unknown];
    const isAsync =
      typeof options === 'function' || typeof callback === 'function' || Boolean(options?.async);
    if (!isAsync && typeof command === 'string') {
      const blocked = judge(POINT, shellCall(command, options?.shell));
      if (blocked !== undefined) throw blocked;
    }
    return Reflect.apply(exec, this, args);
  };
}
