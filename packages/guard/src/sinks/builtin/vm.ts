import vm from 'node:vm';
import type { CodeCall } from '../../detections/sink-call.ts';
import { keepingCallers } from '../../hooks/callers.ts';
import { type AnyFunction, replaceMethod, standInFor } from '../../hooks/wrap.ts';
import { judge } from '../../verdict/judge.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { isRefused } from '../../verdict/probe.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';

const LIBRARY = 'node:vm';
const FUNCTIONS = ['runInContext', 'runInNewContext', 'runInThisContext', 'compileFunction'];
/** Not documented, and the same as `new vm.Script`: a Node that lacks it needs no guard. */
const UNDOCUMENTED = 'createScript';
const CLASSES = ['Script', 'SourceTextModule'] as const;

/** Every function and class of `vm` that takes source text. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () =>
    FUNCTIONS.every(wrapFunction) &&
    (!(UNDOCUMENTED in vm) || wrapFunction(UNDOCUMENTED)) &&
    CLASSES.map(wrapClass).every(Boolean),
  selfCheck: () =>
    isRefused(
      (payload) => vm.runInThisContext(`'${payload}'`),
      (payload) => new vm.Script(`'${payload}'`),
    ),
};

function wrapFunction(name: string): boolean {
  const point: SinkPoint = { library: LIBRARY, api: name };
  return replaceMethod(
    vm,
    name,
    (original) =>
      function (this: unknown, ...args: unknown[]): unknown {
        refuseSource(point, args[0], 'script');
        if (name === 'compileFunction') refuseParameters(point, args[1]);
        return keepingCallers(original, this, args);
      },
  );
}

/** A proxy keeps `instanceof`, `class extends vm.Script` and the prototype as they are. */
function wrapClass(name: (typeof CLASSES)[number]): boolean {
  const original = Reflect.get(vm, name) as unknown as AnyFunction | undefined;
  if (original === undefined) return name === 'SourceTextModule';
  const point: SinkPoint = { library: LIBRARY, api: name };
  const replacement = new Proxy(original, {
    construct(target, args: unknown[], newTarget) {
      refuseSource(point, args[0], name === 'Script' ? 'script' : 'module');
      return keepingCallers(Reflect.construct, undefined, [target, args, newTarget]) as object;
    },
  });
  return Reflect.defineProperty(vm, name, {
    value: standInFor(original, replacement),
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

function refuseParameters(point: SinkPoint, names: unknown): void {
  if (!Array.isArray(names)) return;
  for (const name of names) refuseSource(point, name, 'parameters');
}

function refuseSource(point: SinkPoint, source: unknown, form: CodeCall['form']): void {
  if (typeof source !== 'string') return;
  const blocked = judge(point, { kind: 'code', source, form });
  if (blocked !== undefined) throw blocked;
}
