import childProcess, { type ForkOptions } from 'node:child_process';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { keepingCallers } from '../../hooks/callers.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import { judgeModule } from '../module-call.ts';
import { nodePath as path } from '../../hooks/originals.ts';

const LIBRARY = 'node:child_process';
const POINT = { library: LIBRARY, api: 'fork' };
const PROBE_PATH = '/castellan-probe/../../../../castellan-probe';

/** `fork` runs the file that it is given; starting the program is judged where all programs are. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => replaceMethod(childProcess, 'fork', wrap),
  selfCheck: () => isRefusedWith(PROBE_PATH, forkNothing),
};

/** Should nothing refuse, the program does not exist: a real one would bring a guard that forks too. */
function forkNothing(file: string): void {
  const options = { execPath: '/castellan/refused', silent: true };
  childProcess.fork(file, options).on('error', () => undefined);
}

function wrap(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const [file] = args;
    if (typeof file === 'string' || file instanceof URL) {
      const blocked = judgeModule(POINT, String(file), () => folderOf(args));
      if (blocked !== undefined) throw blocked;
    }
    return keepingCallers(original, this, args);
  };
}

/** The new process resolves a relative path against its own directory. */
function folderOf([, second, third]: unknown[]): string {
  const options = (Array.isArray(second) || second == null ? third : second) as
    | ForkOptions
    | undefined;
  const { cwd } = options ?? {};
  return cwd === undefined ? process.cwd() : path.resolve(String(cwd));
}
