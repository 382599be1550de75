import { boundaryOf } from '../context/carriers/multipart.ts';
import { currentRequest, type RequestContext, runInRequest } from '../context/request-context.ts';
import { replaceInherited } from '../hooks/wrap.ts';
import { PartStarts } from './part-starts.ts';
import { untilRefused } from './until-refused.ts';

/** Bytes of a body that are kept for inspection, by reference; of more, only starts of its parts. */
const MAX_KEPT_BYTES = 1_048_576;

/** The raw chunks of one request body, as Node hands them to the app. Nothing kept whole is copied. */
export interface RawBody {
  readonly chunks: readonly Buffer[];
  readonly bytes: number;
  /** Chunks that came, kept or not. */
  readonly received: number;
  /** True when the body is longer than what is kept. */
  readonly truncated: boolean;
  /** True when it may be text that was not kept, rather than the content of a file. */
  readonly hidesText: boolean;
}

class RecordedBody implements RawBody {
  bytes = 0;
  received = 0;
  truncated = false;
  readonly #whole: Buffer[] = [];
  #starts: PartStarts | undefined;

  get chunks(): readonly Buffer[] {
    return this.#starts === undefined ? this.#whole : [...this.#whole, ...this.#starts.chunks()];
  }

  get hidesText(): boolean {
    return this.#starts?.hidesText === true;
  }

  keep(chunk: Buffer, contentType: string | undefined): void {
    this.received += 1;
    if (!this.truncated && this.bytes + chunk.length <= MAX_KEPT_BYTES) {
      this.#whole.push(chunk);
      this.bytes += chunk.length;
      return;
    }
    if (!this.truncated) {
      this.truncated = true;
      const boundary = boundaryOf(contentType);
      if (boundary !== undefined) this.#starts = new PartStarts(boundary, this.#whole);
    }
    this.#starts?.take(chunk);
  }
}

const kRawBody: unique symbol = Symbol('castellan.raw-body') as never;
const kRequest: unique symbol = Symbol('castellan.request') as never;
/** What every recorded request has until its first byte: most have none, and get no object. */
const nothingYet: RawBody = Object.freeze({
  chunks: Object.freeze([]),
  bytes: 0,
  received: 0,
  truncated: false,
  hidesText: false,
});

interface Recorded {
  [kRawBody]?: RawBody;
  [kRequest]?: RequestContext;
}

/** Starts to keep the body of this request, whose listeners run as part of `context`. */
export function recordBody(request: object, context: RequestContext): void {
  (request as Recorded)[kRawBody] = nothingYet;
  (request as Recorded)[kRequest] = context;
}

/** What was kept of the body so far. */
export function recordedBody(request: object): RawBody {
  return (request as Recorded)[kRawBody] ?? nothingYet;
}

/**
 * Sees every chunk of a request body, however the app reads it: each way that Node has (events,
 * async iteration, `pipe`, web streams) is fed by `push`. One property look-up per chunk for others.
 * Chunks after the first packet come from Node's parser outside of the request's asynchronous
 * context, and so would the app's `data` and `end` listeners: they are led back into it.
 */
export function hookRawBody(prototype: object): boolean {
  return replaceInherited(
    prototype,
    'push',
    (push) =>
      function (this: Recorded, chunk: unknown, encoding: unknown): unknown {
        const body = this[kRawBody];
        if (body !== undefined && chunk !== null && Buffer.isBuffer(chunk)) {
          const recorded = body instanceof RecordedBody ? body : new RecordedBody();
          this[kRawBody] = recorded;
          recorded.keep(chunk, this[kRequest]?.req.headers['content-type']);
        }
        const context = this[kRequest];
        return context === undefined || context === currentRequest()
          ? (push().call(this, chunk, encoding) as unknown)
          : runInRequest(context, untilRefused, context, push(), this, [chunk, encoding]);
      },
  );
}
