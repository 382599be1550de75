import { sinkLibrary } from '@castellan/core';
import { bindToRequest } from '../../context/request-context.ts';
import type { PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { isRefused } from '../../verdict/probe.ts';
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

interface ClientClass {
  prototype: { query: AnyFunction };
}

const client: PackageHook = {
  library: 'pg',
  kind: 'sql',
  versions: sinkLibrary('pg')?.versions ?? '',
  files: [
    {
      path: 'lib/client.js',
      apply: (exports) =>
        guardSql((exports as ClientClass).prototype, 'query', {
          point: { library: 'pg', api: 'Client.query' },
          dialect: 'postgresql',
          textOf: textOrProperty('text'),
          fail,
        }),
      selfCheck: (exports) =>
        isRefused((payload) =>
          (exports as ClientClass).prototype.query.call({}, `SELECT '${payload}'`),
        ),
    },
  ],
};

/** A saturated pool calls back from whoever frees a client: the waiting request must be kept. */
const pool: PackageHook = {
  library: 'pg-pool',
  versions: '>=3.0.0 <4.0.0',
  files: [
    {
      path: 'index.js',
      apply: (exports) =>
        replaceMethod(
          (exports as { prototype: object }).prototype,
          'connect',
          (connect) =>
            function (this: unknown, ...args: unknown[]): unknown {
              if (typeof args[0] === 'function') args[0] = bindToRequest(args[0] as AnyFunction);
              return Reflect.apply(connect, this, args);
            },
        ),
    },
  ],
};

export const hooks: readonly PackageHook[] = [client, pool];
