import type { PackageHook } from '../../hooks/package-hook.ts';
import { isRefused } from '../../verdict/probe.ts';
import { sinkHook } from '../sink-hook.ts';
import { type Failure, guardSql } from '../sql-function.ts';

interface Request {
  sqlTextOrProcedure?: unknown;
  callback(error: Error): void;
}

interface ConnectionClass {
  prototype: Record<string, (this: unknown, request: Request) => unknown>;
}

/** Some versions export the class itself, some as `default`. */
function connectionClass(exports: unknown): ConnectionClass {
  return (exports as { default?: ConnectionClass }).default ?? (exports as ConnectionClass);
}

const fail: Failure = (_self, [request], blocked) => {
  process.nextTick(() => (request as Request).callback(blocked));
  return undefined;
};

/** Statements travel in request objects; `mssql` goes through the same three functions. */
export const hooks: readonly PackageHook[] = [
  sinkHook('tedious', [
    {
      path: 'lib/connection.js',
      apply: (exports) =>
        ['execSql', 'execSqlBatch', 'prepare'].every((name) =>
          guardSql(connectionClass(exports).prototype, name, {
            point: { library: 'tedious', api: `Connection.${name}` },
            dialect: 'mssql',
            textOf: ([request]) => (request as Request | undefined)?.sqlTextOrProcedure,
            fail,
          }),
        ),
      selfCheck: (exports) =>
        isRefused((payload) =>
          connectionClass(exports).prototype['execSqlBatch']?.call(
            {},
            { sqlTextOrProcedure: `SELECT '${payload}'`, callback: () => undefined },
          ),
        ),
    },
  ]),
];
