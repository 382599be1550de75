import type { PackageHook } from '../../hooks/package-hook.ts';
import type { AnyFunction } from '../../hooks/wrap.ts';
import { isRefused } from '../../verdict/probe.ts';
import { sinkHook } from '../sink-hook.ts';
import { type Failure, guardSql } from '../sql-function.ts';

interface Emitter {
  emit(event: 'error', error: Error): boolean;
}

interface Exports {
  Database: { prototype: Record<string, AnyFunction> };
  Statement: new (database: unknown, sql: string, callback: (error: unknown) => void) => Emitter;
}

const FUNCTIONS = ['run', 'get', 'all', 'each', 'map', 'exec', 'prepare'];
/** A statement that compiles to nothing that could run, for callers who go on with what they got. */
const REFUSED = 'SELECT refused_by_castellan';

/** By the last callback, or by an `error` event on the database, as the driver itself does. */
function failureFor(name: string, { Statement }: Exports): Failure {
  return (self, args, blocked) => {
    const callback = args.findLast((argument) => typeof argument === 'function') as
      | AnyFunction
      | undefined;
    const report = (): unknown =>
      callback === undefined
        ? (self as Emitter).emit('error', blocked)
        : Reflect.apply(callback, self, [blocked]);
    if (name === 'prepare') return new Statement(self, REFUSED, report);
    process.nextTick(report);
    return self;
  };
}

export const hooks: readonly PackageHook[] = [
  sinkHook('sqlite3', [
    {
      path: 'lib/sqlite3.js',
      apply: (exports) =>
        FUNCTIONS.every((name) =>
          guardSql((exports as Exports).Database.prototype, name, {
            point: { library: 'sqlite3', api: `Database.${name}` },
            dialect: 'sqlite',
            textOf: ([text]) => text,
            fail: failureFor(name, exports as Exports),
          }),
        ),
      selfCheck: (exports) =>
        isRefused((payload) =>
          (exports as Exports).Database.prototype['exec']?.call(
            {},
            `SELECT '${payload}'`,
            () => undefined,
          ),
        ),
    },
  ]),
];
