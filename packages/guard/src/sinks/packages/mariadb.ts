import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { isRefused } from '../../verdict/probe.ts';
import { sinkHook } from '../sink-hook.ts';
import { failByCallbackOrPromise, failByThrow, guardSql, textOrProperty } from '../sql-function.ts';

const FUNCTIONS = ['query', 'execute', 'batch', 'prepare', 'queryStream'];

/** Guards the functions that a connection or pool class has; a pool lacks some. */
function guardClass(prototype: object, className: string): boolean {
  return FUNCTIONS.filter((name) => name in prototype).every((name) =>
    guardSql(prototype, name, {
      point: { library: 'mariadb', api: `${className}.${name}` },
      dialect: 'mysql',
      textOf: textOrProperty('sql'),
      fail: name === 'queryStream' ? failByThrow : failByCallbackOrPromise,
    }),
  );
}

/** An ES module file that declares one class. */
function classFile(path: string, binding: string, className: string): PackageFile {
  return {
    path,
    bindings: [binding],
    apply: (bindings) => guardClass(prototypeIn(bindings, binding), className),
    selfCheck: (bindings) =>
      isRefused((payload) =>
        (prototypeIn(bindings, binding) as { query: AnyFunction }).query.call(
          {},
          `SELECT '${payload}'`,
        ),
      ),
  };
}

function prototypeIn(bindings: unknown, name: string): object {
  return (bindings as Record<string, { prototype: object }>)[name]?.prototype ?? {};
}

/**
 * The CommonJS bundle keeps its classes to itself and its exports are fixed, so its factories are
 * replaced and the classes guarded when the first object of each shows up.
 */
function bundle(path: string): PackageFile {
  return {
    path,
    apply(exports, _library, replace) {
      const { createConnection, createPool } = exports as Record<string, AnyFunction>;
      if (createConnection === undefined || createPool === undefined) return false;
      const guarded = {
        ...(exports as object),
        createConnection: (...args: unknown[]) => guardConnection(createConnection(...args)),
        createPool: (...args: unknown[]) => guardPool(createPool(...args) as object),
      };
      replace({ ...guarded, default: guarded });
      return true;
    },
  };
}

function guardConnection(connection: unknown): unknown {
  if (connection instanceof Promise) return connection.then(guardConnection);
  if (typeof connection === 'object' && connection !== null) {
    guardClass(Object.getPrototypeOf(connection) as object, 'Connection');
  }
  return connection;
}

function guardPool(pool: object): object {
  const prototype = Object.getPrototypeOf(pool) as object;
  guardClass(prototype, 'Pool');
  replaceMethod(
    prototype,
    'getConnection',
    (getConnection) =>
      function (this: unknown, ...args: unknown[]): unknown {
        const callback = args.at(-1);
        if (typeof callback === 'function') {
          args[args.length - 1] = (error: unknown, connection: unknown): unknown =>
            Reflect.apply(callback, undefined, [error, guardConnection(connection)]) as unknown;
        }
        return guardConnection(Reflect.apply(getConnection, this, args));
      },
  );
  return pool;
}

export const hooks: readonly PackageHook[] = [
  sinkHook('mariadb', [
    classFile('lib/connection-promise.js', 'ConnectionPromise', 'Connection'),
    classFile('lib/connection-callback.js', 'ConnectionCallback', 'Connection'),
    classFile('lib/pool-promise.js', 'PoolPromise', 'Pool'),
    classFile('lib/pool-callback.js', 'PoolCallback', 'Pool'),
    bundle('dist/promise.cjs'),
    bundle('dist/callback.cjs'),
  ]),
];
