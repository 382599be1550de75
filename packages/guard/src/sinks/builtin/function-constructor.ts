import { judge } from '../../verdict/judge.ts';
import { isRefused } from '../../verdict/probe.ts';
import { keepingCallers } from '../../hooks/callers.ts';
import { standInFor } from '../../hooks/wrap.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';

const LIBRARY = 'javascript';
const POINT = { library: LIBRARY, api: 'Function' };

type Constructor = new (...args: string[]) => unknown;

/** The four constructors that compile text: `Function` and its asynchronous and generator kin. */
function constructors(): Constructor[] {
  const examples = [() => undefined, async () => undefined, function* () {}, async function* () {}];
  return examples.map((example) => example.constructor as Constructor);
}

/**
 * `Function(…)`, also reached as `(() => {}).constructor`. A proxy keeps `instanceof`,
 * `class extends Function` and `Function.prototype`.
 */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => constructors().every(wrap),
  selfCheck: () =>
    isRefused(
      // oxlint-disable-next-line typescript/no-implied-eval -- the call that must be refused
      (payload) => new Function(`return '${payload}'`),
      (payload) => (async () => undefined).constructor(`return '${payload}'`),
    ),
};

function wrap(original: Constructor): boolean {
  const proxy = new Proxy(original, {
    apply(target, self, args: unknown[]) {
      refuseSources(args);
      return keepingCallers(target as never, self, args);
    },
    construct(target, args: unknown[], newTarget) {
      refuseSources(args);
      return keepingCallers(Reflect.construct, undefined, [target, args, newTarget]) as object;
    },
  });
  const replacement = standInFor(original, proxy);
  const { prototype } = original as { prototype: object };
  const isVisible = Reflect.defineProperty(prototype, 'constructor', { value: replacement });
  if (original === (Function as unknown)) {
    Reflect.defineProperty(globalThis, 'Function', { value: replacement });
  } else {
    // `Object.getPrototypeOf(AsyncFunction)` is `Function`.
    Reflect.setPrototypeOf(original, Function);
  }
  return isVisible;
}

function refuseSources(args: unknown[]): void {
  for (const [index, source] of args.entries()) {
    if (typeof source !== 'string') continue;
    const form = index === args.length - 1 ? 'script' : 'parameters';
    const blocked = judge(POINT, { kind: 'code', source, form });
    if (blocked !== undefined) throw blocked;
  }
}
