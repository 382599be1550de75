import type { PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { judge } from '../../verdict/judge.ts';
import { isRefusedWith } from '../../verdict/probe.ts';
import { sinkHook } from '../sink-hook.ts';

interface Options {
  delimiter?: string;
  openDelimiter?: string;
  closeDelimiter?: string;
}

interface Ejs {
  compile: AnyFunction;
}

const POINT = { library: 'ejs', api: 'compile' };

/** `render`, `renderFile` and Express's view engine all compile by way of `exports.compile`. */
export const hooks: readonly PackageHook[] = [
  sinkHook('ejs', [
    {
      path: 'lib/ejs.js',
      apply: (exports) => replaceMethod(exports as Ejs, 'compile', wrapCompile),
      selfCheck: (exports) =>
        isRefusedWith('<%= castellan %>', (payload) => (exports as Ejs).compile(payload)),
    },
  ]),
];

function wrapCompile(compile: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const [source, options] = args as [unknown, Options | undefined];
    if (typeof source === 'string') {
      const blocked = judge(POINT, {
        kind: 'code',
        source,
        form: 'template',
        tags: tagsOf(this, options),
      });
      if (blocked !== undefined) throw blocked;
    }
    return Reflect.apply(compile, this, args);
  };
}

/** `<%` and `%>` unless the call or the whole library was told otherwise. */
function tagsOf(ejs: unknown, options: Options | undefined): [string, string] {
  const own = (ejs ?? {}) as Options;
  const pick = (name: keyof Options, fallback: string): string =>
    options?.[name] ?? own[name] ?? fallback;
  const delimiter = pick('delimiter', '%');
  return [pick('openDelimiter', '<') + delimiter, delimiter + pick('closeDelimiter', '>')];
}
