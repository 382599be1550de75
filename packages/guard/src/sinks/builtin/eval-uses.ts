import { keepingCallers } from '../../hooks/callers.ts';
import { reportCoverage } from '../../hooks/coverage.ts';
import { hasModuleHooks } from '../../hooks/esm.ts';
import type { BuiltinHook } from '../../hooks/builtin.ts';
import { nodeModule } from '../../hooks/originals.ts';
import { rewriteSourcesWith } from '../../hooks/source-rewriting.ts';
import { type AnyFunction, standInFor } from '../../hooks/wrap.ts';
import { judge } from '../../verdict/judge.ts';
import { isRefused } from '../../verdict/probe.ts';
import { GATE_NAME } from '../eval/eval-gate.ts';
import { rewriteEval } from '../eval/rewrite-eval.ts';

const LIBRARY = 'javascript';
const POINT = { library: LIBRARY, api: 'eval' };
// oxlint-disable-next-line no-eval -- what guard stands in front of
const realEval = globalThis.eval;

/**
 * `eval`. A replaced `globalThis.eval` would end direct calls, which see the variables around them,
 * so the files that use the name are rewritten as they are loaded.
 */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => {
    const isOpen = openGate();
    rewriteSourcesWith(rewriteEval);
    if (!hasModuleHooks()) reportUncoveredModules();
    return isOpen;
  },
  selfCheck: () => isRefused(...probeFunctions().map((run) => (text: string) => run(`'${text}'`))),
};

/** Judges source text and hands it back; what is no text is returned by `eval` as it is. */
function judged(source: unknown): unknown {
  if (typeof source !== 'string') return source;
  const blocked = judge(POINT, { kind: 'code', source, form: 'script' });
  if (blocked !== undefined) throw blocked;
  return source;
}

/** A proxy keeps name, length and the text of a native function. */
const indirect: unknown = standInFor(
  realEval,
  new Proxy(realEval, {
    apply(target, self, args: unknown[]) {
      judged(args[0]);
      return keepingCallers(target as AnyFunction, self, args) as unknown;
    },
  }),
);

/** What rewritten files call; the names are those of `eval-gate.ts`. */
const gate = Object.freeze(
  Object.assign((source: unknown): unknown => judged(source), {
    indirect,
    list: (values: Iterable<unknown>): unknown[] => {
      const list = [...values];
      judged(list[0]);
      return list;
    },
    on: (object: unknown, source: unknown): unknown =>
      object === globalThis ? judged(source) : source,
    of: (object: { eval?: unknown }): unknown =>
      object === globalThis && object.eval === realEval ? indirect : object.eval,
  }),
);

function openGate(): boolean {
  return Reflect.defineProperty(globalThis, Symbol.for(GATE_NAME), { value: gate });
}

/** A file that uses `eval` in each way, loaded as the app's files are. */
function probeFunctions(): ((source: string) => unknown)[] {
  const probe = new nodeModule('castellan-probe') as NodeJS.Module & {
    _compile(source: string, filename: string): unknown;
  };
  probe._compile('exports.uses=[(s)=>eval(s),(s)=>(0,eval)(s)];', 'castellan-probe.cjs');
  return (probe.exports as { uses: ((source: string) => unknown)[] }).uses;
}

function reportUncoveredModules(): void {
  const version = process.versions.node;
  const cause = 'this version of Node has no sound hooks for ES modules';
  const library = `${LIBRARY} eval in ES modules`;
  reportCoverage({ library, version, layer: 'builtin', status: 'unprotected', cause });
}
