import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { isRefused } from '../../verdict/probe.ts';
import { sinkHook } from '../sink-hook.ts';
import { failByPromise, guardSql } from '../sql-function.ts';

interface Exports {
  PGlite: { prototype: Record<'query' | 'exec' | 'transaction', AnyFunction> };
}

const FUNCTIONS = ['query', 'exec'] as const;

function guardQueries(holder: object, className: string): boolean {
  return FUNCTIONS.every((name) =>
    guardSql(holder, name, {
      point: { library: '@electric-sql/pglite', api: `${className}.${name}` },
      dialect: 'postgresql',
      textOf: ([text]) => text,
      fail: failByPromise,
    }),
  );
}

/** A transaction gets functions of its own, made for each. */
function guardTransactions(prototype: object): boolean {
  return replaceMethod(
    prototype,
    'transaction',
    (transaction) =>
      function (this: unknown, ...args: unknown[]): unknown {
        const work = args[0];
        if (typeof work === 'function') {
          args[0] = (inner: object, ...rest: unknown[]): unknown => {
            guardQueries(inner, 'Transaction');
            return Reflect.apply(work, undefined, [inner, ...rest]) as unknown;
          };
        }
        return Reflect.apply(transaction, this, args);
      },
  );
}

function file(path: string, bindings: PackageFile['bindings']): PackageFile {
  return {
    path,
    ...(bindings === undefined ? {} : { bindings }),
    apply(exports) {
      const { prototype } = (exports as Exports).PGlite;
      return guardQueries(prototype, 'PGlite') && guardTransactions(prototype);
    },
    selfCheck: (exports) =>
      isRefused((payload) =>
        (exports as Exports).PGlite.prototype.query.call({}, `SELECT '${payload}'`),
      ),
  };
}

export const hooks: readonly PackageHook[] = [
  sinkHook('@electric-sql/pglite', [
    file('dist/index.js', 'exports'),
    file('dist/index.cjs', undefined),
  ]),
];
