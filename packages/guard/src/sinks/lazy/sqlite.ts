import type { BuiltinHook } from '../../hooks/builtin.ts';
import { isRefused } from '../../verdict/probe.ts';
import { failByThrow, guardSql } from '../sql-function.ts';

interface Sqlite {
  DatabaseSync: { prototype: Record<'prepare' | 'exec', (this: unknown, sql: string) => unknown> };
}

const LIBRARY = 'node:sqlite';

function prototypeOf(): Sqlite['DatabaseSync']['prototype'] {
  return (process.getBuiltinModule(LIBRARY) as unknown as Sqlite).DatabaseSync.prototype;
}

/** Installed when the app first loads the module, which may print a warning when it does. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () =>
    (['prepare', 'exec'] as const).every((name) =>
      guardSql(prototypeOf(), name, {
        point: { library: LIBRARY, api: `DatabaseSync.${name}` },
        dialect: 'sqlite',
        textOf: ([text]) => text,
        fail: failByThrow,
      }),
    ),
  selfCheck: () => isRefused((payload) => prototypeOf().exec.call({}, `SELECT '${payload}'`)),
};
