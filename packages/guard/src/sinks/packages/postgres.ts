import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { judgeStatement } from '../../verdict/judge-statement.ts';
import { isRefused } from '../../verdict/probe.ts';
import { sharedSettings } from '../sql-settings/session-settings.ts';
import { sinkHook } from '../sink-hook.ts';

interface Query {
  readonly strings: readonly string[];
  readonly args?: readonly unknown[];
  readonly executed: boolean;
  reject(error: Error): void;
}

interface Exports {
  Query: (new (...args: unknown[]) => Query) & { prototype: { handle: AnyFunction } };
}

const POINT = { library: 'postgres', api: 'sql' };
const MAX_FRAGMENTS = 1000;

/**
 * The text of a query as the server will read it: pieces of nested queries (`sql.unsafe(…)` within a
 * template) in their places, values as placeholders.
 */
function textOf(query: Query): string {
  const parts: string[] = [];
  let budget = MAX_FRAGMENTS;
  const visit = ({ strings, args }: Query): void => {
    for (const [index, piece] of strings.entries()) {
      if ((budget -= 1) < 0) return;
      parts.push(piece);
      if (index === strings.length - 1) continue;
      const value = args?.[index] as Query | undefined;
      if (Array.isArray(value?.strings)) visit(value);
      else parts.push('$1');
    }
  };
  visit(query);
  return parts.join('');
}

function file(path: string, bindings: PackageFile['bindings']): PackageFile {
  return {
    path,
    ...(bindings === undefined ? {} : { bindings }),
    apply: (exports) =>
      replaceMethod(
        queryClass(exports).prototype,
        'handle',
        (handle) =>
          function (this: Query, ...args: unknown[]): unknown {
            if (!this.executed) {
              const text = textOf(this);
              const settings = sharedSettings('postgresql');
              const blocked = judgeStatement(POINT, settings.callOf(text));
              if (blocked !== undefined) {
                (this as { executed: boolean }).executed = true;
                this.reject(blocked);
                return Promise.resolve();
              }
              settings.learnFrom(text);
            }
            return Reflect.apply(handle, this, args);
          },
      ),
    selfCheck: (exports) =>
      isRefused((payload) => {
        const query = {
          strings: [`SELECT '${payload}'`],
          executed: false,
          reject: () => undefined,
        };
        return queryClass(exports).prototype.handle.call(query);
      }),
  };
}

function queryClass(exports: unknown): Exports['Query'] {
  return (exports as Exports).Query;
}

export const hooks: readonly PackageHook[] = [
  sinkHook('postgres', [file('src/query.js', ['Query']), file('cjs/src/query.js', undefined)]),
];
