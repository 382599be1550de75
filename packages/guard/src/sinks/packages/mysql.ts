import type { PackageHook } from '../../hooks/package-hook.ts';
import { sinkHook } from '../sink-hook.ts';
import { bindCallback } from '../bind-callback.ts';
import { isRefused } from '../../verdict/probe.ts';
import { type Failure, guardSql, textOrProperty } from '../sql-function.ts';

interface ConnectionClass {
  prototype: { query: (this: unknown, sql: string) => unknown };
  createQuery(...args: unknown[]): {
    on(event: string, listener: () => void): void;
    end(error: Error): void;
  };
}

let connectionClass: ConnectionClass | undefined;

/** The query object that the app would have got, ended with the block: by callback or `error` event. */
const fail: Failure = (_self, args, blocked) => {
  const query = connectionClass?.createQuery(...args);
  process.nextTick(() => query?.end(blocked));
  return query;
};

function guardQuery(prototype: object, api: string): boolean {
  return guardSql(prototype, 'query', {
    point: { library: 'mysql', api },
    dialect: 'mysql',
    textOf: textOrProperty('sql'),
    fail,
  });
}

export const hooks: readonly PackageHook[] = [
  sinkHook('mysql', [
    {
      path: 'lib/Connection.js',
      apply(exports) {
        connectionClass = exports as ConnectionClass;
        return guardQuery(connectionClass.prototype, 'Connection.query');
      },
      selfCheck: (exports) =>
        isRefused((payload) => {
          const query = (exports as ConnectionClass).prototype.query.call(
            {},
            `SELECT '${payload}'`,
          );
          (query as { on(event: string, listener: () => void): void }).on('error', () => undefined);
        }),
    },
    {
      path: 'lib/Pool.js',
      apply(exports) {
        const { prototype } = exports as { prototype: object };
        return guardQuery(prototype, 'Pool.query') && bindCallback(prototype, 'getConnection');
      },
    },
  ]),
];
