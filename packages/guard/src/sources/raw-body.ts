import type { AnyFunction } from '../hooks/wrap.ts';
import { disguise } from '../hooks/wrap.ts';

/** Bytes of a body that are kept for inspection, by reference; beyond it the body is opaque. */
const MAX_KEPT_BYTES = 1_048_576;

/** The raw chunks of one request body, as Node hands them to the app. Nothing is copied. */
export interface RawBody {
  readonly chunks: Buffer[];
  bytes: number;
  /** True when the body is longer than what is kept. */
  truncated: boolean;
}

const kRawBody: unique symbol = Symbol('castellan.raw-body') as never;

interface Recorded {
  [kRawBody]?: RawBody;
}

/** Starts to keep the body of this request. */
export function recordBody(request: object): RawBody {
  const body: RawBody = { chunks: [], bytes: 0, truncated: false };
  (request as Recorded)[kRawBody] = body;
  return body;
}

/**
 * Sees every chunk of a request body, however the app reads it: each way that Node has (events,
 * async iteration, `pipe`, web streams) is fed by `push`. One property look-up per chunk for others.
 */
export function hookRawBody(prototype: object): void {
  const push = Reflect.get(prototype, 'push') as AnyFunction;
  Reflect.defineProperty(prototype, 'push', {
    configurable: true,
    writable: true,
    value: disguise(push, function (this: Recorded, ...args: unknown[]): unknown {
      const body = this[kRawBody];
      if (body !== undefined) keep(body, args[0]);
      return Reflect.apply(push, this, args);
    }),
  });
}

function keep(body: RawBody, chunk: unknown): void {
  if (!Buffer.isBuffer(chunk)) return;
  if (body.bytes + chunk.length > MAX_KEPT_BYTES) {
    body.truncated = true;
    return;
  }
  body.chunks.push(chunk);
  body.bytes += chunk.length;
}
