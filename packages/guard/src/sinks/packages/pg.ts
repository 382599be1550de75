import type { PackageHook } from '../../hooks/package-hook.ts';
import type { AnyFunction } from '../../hooks/wrap.ts';
import { isRefused } from '../../verdict/probe.ts';
import { bindCallback } from '../bind-callback.ts';
import { sinkHook } from '../sink-hook.ts';
import {
  failByCallbackOrPromise,
  type Failure,
  guardSql,
  textOrProperty,
} from '../sql-function.ts';

interface Submittable {
  submit?: unknown;
  callback?: unknown;
  handleError?: (error: Error, connection: unknown) => void;
}

/** A prepared query object (cursor, stream, `new Query`) carries its own channel for errors. */
const fail: Failure = (self, args, blocked) => {
  const query = args[0] as Submittable | null | undefined;
  if (typeof query?.submit !== 'function') return failByCallbackOrPromise(self, args, blocked);
  process.nextTick(() =>
    query.handleError?.(blocked, (self as { connection?: unknown }).connection),
  );
  return query;
};

const textOfConfig = textOrProperty('text');

/** `pg-query-stream` keeps its statement in the cursor that it wraps. */
function textOfQuery(args: unknown[]): unknown {
  return textOfConfig(args) ?? textOfConfig([(args[0] as { cursor?: unknown } | null)?.cursor]);
}

interface ClientClass {
  prototype: { query: AnyFunction };
}

const client = sinkHook('pg', [
  {
    path: 'lib/client.js',
    apply: (exports) =>
      guardSql((exports as ClientClass).prototype, 'query', {
        point: { library: 'pg', api: 'Client.query' },
        dialect: 'postgresql',
        textOf: textOfQuery,
        fail,
      }),
    selfCheck: (exports) =>
      isRefused((payload) =>
        (exports as ClientClass).prototype.query.call({}, `SELECT '${payload}'`),
      ),
  },
]);

const pool: PackageHook = {
  library: 'pg-pool',
  versions: '>=3.0.0 <4.0.0',
  files: [
    {
      path: 'index.js',
      apply: (exports) => bindCallback((exports as { prototype: object }).prototype, 'connect'),
    },
  ],
};

export const hooks: readonly PackageHook[] = [client, pool];
