import type { PackageHook } from '../../hooks/package-hook.ts';
import { isRefused } from '../../verdict/probe.ts';
import { sinkHook } from '../sink-hook.ts';
import { failByThrow, guardSql } from '../sql-function.ts';

interface DatabaseClass {
  prototype: Record<'prepare' | 'exec' | 'pragma', (this: unknown, sql: string) => unknown>;
}

const first = ([text]: unknown[]): unknown => text;
/** The driver puts `PRAGMA` in front of the text; the detection must see a whole statement. */
const pragma = ([text]: unknown[]): unknown =>
  typeof text === 'string' ? `PRAGMA ${text}` : undefined;

export const hooks: readonly PackageHook[] = [
  sinkHook('better-sqlite3', [
    {
      path: 'lib/database.js',
      apply: (exports) =>
        (['prepare', 'exec', 'pragma'] as const).every((name) =>
          guardSql((exports as DatabaseClass).prototype, name, {
            point: { library: 'better-sqlite3', api: `Database.${name}` },
            dialect: 'sqlite',
            textOf: name === 'pragma' ? pragma : first,
            fail: failByThrow,
          }),
        ),
      selfCheck: (exports) =>
        isRefused((payload) =>
          (exports as DatabaseClass).prototype.exec.call({}, `SELECT '${payload}'`),
        ),
    },
  ]),
];
