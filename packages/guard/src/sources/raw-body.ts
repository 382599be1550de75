import { replaceMethod } from '../hooks/wrap.ts';

/** Bytes of a body that are kept for inspection, by reference; beyond it the body is opaque. */
const MAX_KEPT_BYTES = 1_048_576;

/** The raw chunks of one request body, as Node hands them to the app. Nothing is copied. */
export interface RawBody {
  readonly chunks: readonly Buffer[];
  readonly bytes: number;
  /** True when the body is longer than what is kept. */
  readonly truncated: boolean;
}

class RecordedBody implements RawBody {
  readonly chunks: Buffer[] = [];
  bytes = 0;
  truncated = false;

  keep(chunk: Buffer): void {
    if (this.bytes + chunk.length > MAX_KEPT_BYTES) {
      this.truncated = true;
      return;
    }
    this.chunks.push(chunk);
    this.bytes += chunk.length;
  }
}

const kRawBody: unique symbol = Symbol('castellan.raw-body') as never;
/** What every recorded request has until its first byte: most have none, and get no object. */
const nothingYet: RawBody = Object.freeze({
  chunks: Object.freeze([]),
  bytes: 0,
  truncated: false,
});

interface Recorded {
  [kRawBody]?: RawBody;
}

/** Starts to keep the body of this request. */
export function recordBody(request: object): void {
  (request as Recorded)[kRawBody] = nothingYet;
}

/** What was kept of the body so far. */
export function recordedBody(request: object): RawBody {
  return (request as Recorded)[kRawBody] ?? nothingYet;
}

/**
 * Sees every chunk of a request body, however the app reads it: each way that Node has (events,
 * async iteration, `pipe`, web streams) is fed by `push`. One property look-up per chunk for others.
 */
export function hookRawBody(prototype: object): boolean {
  return replaceMethod(
    prototype,
    'push',
    (push) =>
      function (this: Recorded, chunk: unknown, encoding: unknown): unknown {
        const body = this[kRawBody];
        if (body !== undefined && chunk !== null && Buffer.isBuffer(chunk)) {
          const recorded = body instanceof RecordedBody ? body : new RecordedBody();
          this[kRawBody] = recorded;
          recorded.keep(chunk);
        }
        return push.call(this, chunk, encoding);
      },
  );
}
