import workerThreads from 'node:worker_threads';
import type { BlockedError } from '@castellan/core';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { standInFor } from '../../hooks/wrap.ts';
import { judge } from '../../verdict/judge.ts';
import { isRefused } from '../../verdict/probe.ts';
import { judgeModule } from '../module-call.ts';

const LIBRARY = 'node:worker_threads';
const POINT = { library: LIBRARY, api: 'Worker' };

/** `new Worker`: source text with `eval: true`, else the path or URL of a file. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => {
    const replacement = new Proxy(workerThreads.Worker, {
      construct(target, args: unknown[], newTarget) {
        const blocked = judgeWorker(args);
        if (blocked !== undefined) throw blocked;
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
    return Reflect.defineProperty(workerThreads, 'Worker', {
      value: standInFor(workerThreads.Worker, replacement),
      writable: true,
      configurable: true,
      enumerable: true,
    });
  },
  selfCheck: () => isRefused(startWorker),
};

/** Should the worker really start, then without a guard in it, which would start the next one. */
function startWorker(payload: string): void {
  const options = { eval: true, env: { CASTELLAN: 'off' } };
  const worker = new workerThreads.Worker(`'${payload}'`, options);
  worker.on('error', () => undefined).unref();
}

function judgeWorker([file, options]: unknown[]): BlockedError | undefined {
  if (typeof file === 'string' && (options as { eval?: unknown } | undefined)?.eval) {
    return judge(POINT, { kind: 'code', source: file, form: 'script' });
  }
  if (typeof file !== 'string' && !(file instanceof URL)) return undefined;
  return judgeModule(POINT, String(file), () => process.cwd());
}
