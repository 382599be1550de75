import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
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

/** `render`, `renderFile` and Express's view engine all compile by way of the library's own `compile`. */
function ejsFile(path: string, bindings?: readonly string[]): PackageFile {
  const ejsOf = (exports: unknown): Ejs =>
    bindings === undefined ? (exports as Ejs) : (exports as { ejs: Ejs }).ejs;
  return {
    path,
    ...(bindings === undefined ? {} : { bindings }),
    apply: (exports) => replaceMethod(ejsOf(exports), 'compile', wrapCompile),
    selfCheck: (exports) =>
      isRefusedWith('<%= castellan %>', (payload) => ejsOf(exports).compile(payload)),
  };
}

/** One file up to version 3; since version 4 one for `require` and one for `import`. */
export const hooks: readonly PackageHook[] = [
  sinkHook('ejs', [
    ejsFile('lib/ejs.js'),
    ejsFile('lib/cjs/ejs.js'),
    ejsFile('lib/esm/ejs.js', ['ejs']),
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
