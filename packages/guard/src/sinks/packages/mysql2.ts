import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
import { isRefused } from '../../verdict/probe.ts';
import { bindCallback } from '../bind-callback.ts';
import { sinkHook } from '../sink-hook.ts';
import { type Failure, guardSql, textOrProperty } from '../sql-function.ts';

interface Command {
  onResult?: (error: Error) => void;
  emit(event: 'error', error: Error): boolean;
  on(event: 'error', listener: () => void): void;
}

interface ConnectionClass {
  prototype: { query: (this: unknown, sql: string) => Command };
  createQuery(sql: unknown, values: unknown, callback: unknown, config: object): Command;
}

let connectionClass: ConnectionClass | undefined;

/** The command that the app would have got, failed by its callback or `error` event. */
const fail: Failure = (self, args, blocked) => {
  const { config = {} } = self as { config?: { connectionConfig?: object } };
  const command = connectionClass?.createQuery(
    args[0],
    args[1],
    args[2],
    config.connectionConfig ?? config,
  );
  process.nextTick(() => {
    if (typeof command?.onResult === 'function') command.onResult(blocked);
    else command?.emit('error', blocked);
  });
  return command;
};

function guardAll(prototype: object, className: string): boolean {
  return ['query', 'execute'].every((name) =>
    guardSql(prototype, name, {
      point: { library: 'mysql2', api: `${className}.${name}` },
      dialect: 'mysql',
      textOf: textOrProperty('sql'),
      fail,
    }),
  );
}

/** The classes moved to `lib/base` in 3.12; the files in `lib` then only extend them. */
function connectionFile(path: string): PackageFile {
  return {
    path,
    apply(exports) {
      connectionClass = exports as ConnectionClass;
      const { prototype } = connectionClass;
      return (
        guardAll(prototype, 'Connection') &&
        guardSql(prototype, 'prepare', {
          point: { library: 'mysql2', api: 'Connection.prepare' },
          dialect: 'mysql',
          textOf: textOrProperty('sql'),
          fail,
        })
      );
    },
    selfCheck: (exports) =>
      isRefused((payload) =>
        (exports as ConnectionClass).prototype.query
          .call({}, `SELECT '${payload}'`)
          .on('error', () => undefined),
      ),
  };
}

function poolFile(path: string): PackageFile {
  return {
    path,
    apply(exports) {
      const { prototype } = exports as { prototype: object };
      return guardAll(prototype, 'Pool') && bindCallback(prototype, 'getConnection');
    },
  };
}

export const hooks: readonly PackageHook[] = [
  sinkHook('mysql2', [
    connectionFile('lib/base/connection.js'),
    connectionFile('lib/connection.js'),
    poolFile('lib/base/pool.js'),
    poolFile('lib/pool.js'),
  ]),
];
