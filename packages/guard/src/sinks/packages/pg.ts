import type { PackageHook } from '../../hooks/package-hook.ts';
import type { AnyFunction } from '../../hooks/wrap.ts';
import { isRefused } from '../../verdict/probe.ts';
import { bindToRequest } from '../../context/request-context.ts';
import { bindCallback } from '../bind-callback.ts';
import { sinkHook } from '../sink-hook.ts';
import {
  failByCallbackOrPromise,
  type Failure,
  guardSql,
  textOrProperty,
} from '../sql-function.ts';

/** What a client queues: sends itself to the server, or returns the error that it fails with. */
interface Submittable {
  submit?: unknown;
  callback?: AnyFunction;
  handleError?: (error: Error, connection: unknown) => void;
}

/**
 * A refused statement waits its turn in the client's queue and fails there unsent, as one that cannot be
 * prepared does: tracing looks for it there, and would never end its span otherwise.
 */
const fail: Failure = (self, args, blocked, original) => {
  if ((self as { connection?: unknown } | null)?.connection === undefined)
    return failByCallbackOrPromise(self, args, blocked, original);
  const query = args[0] as Submittable | null | undefined;
  if (typeof query?.submit === 'function') {
    // A prepared object (cursor, stream, `new Query`) carries its own channel for errors.
    const { submit } = query;
    query.submit = () => {
      query.submit = submit;
      return blocked;
    };
    return Reflect.apply(original, self, args);
  }
  const refused: Submittable = {
    submit: () => blocked,
    handleError: () => refused.callback?.(blocked),
  };
  const callback = args.findLast((argument) => typeof argument === 'function') ?? query?.callback;
  if (typeof callback === 'function') {
    // In a tick of the request's own: what the callback throws is then known to follow from the block.
    const soon = bindToRequest(() => process.nextTick(callback, blocked));
    Reflect.apply(original, self, [refused, soon]);
    return undefined;
  }
  return new Promise((_resolve, reject) => {
    Reflect.apply(original, self, [refused, reject]);
  });
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
