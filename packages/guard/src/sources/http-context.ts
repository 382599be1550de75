import type { IncomingMessage } from 'node:http';
import { createInputs } from '../context/create-inputs.ts';
import type { RestingInputs } from '../context/inputs.ts';
import type { Answer, FrameworkView, RequestContext, Witness } from '../context/request-context.ts';
import type { CarriedValue, RawBodyView, RequestMaterial } from '../context/request-material.ts';
import type { Identity } from '../identity/identity.ts';
import { randomUUID } from '../hooks/originals.ts';
import { counters } from '../verdict/counters.ts';
import { propertiesView } from './properties-view.ts';
import { recordBody, recordedBody } from './raw-body.ts';

/** Makes the means to end a request of the response, stream or socket that it came with. */
export type AnswerOf<End> = (end: End) => Answer;

let contextClass: typeof HttpContext;

/** Contexts are made of this class from now on: chosen at start, so that no request pays for a choice. */
export function makeContextsOf(make: (base: typeof HttpContext) => typeof HttpContext): void {
  contextClass = make(HttpContext);
}

/**
 * Creates the context of one HTTP request. Costs a few property writes; the rest is lazy.
 *
 * @param end the response, HTTP/2 stream or socket on which an answer goes out.
 * @param body where the chunks of the body are pushed to: the request, or the HTTP/2 stream.
 */
export function createHttpContext<End>(
  req: IncomingMessage,
  end: End,
  answerOf: AnswerOf<End>,
  body: object = req,
): RequestContext {
  counters.requests += 1;
  const context = new contextClass(req, end, answerOf as AnswerOf<unknown>, body);
  recordBody(body, context);
  return context;
}

export class HttpContext implements RequestContext {
  readonly req: IncomingMessage;
  readonly url: string;
  readonly probe = undefined;
  framework: FrameworkView | undefined = undefined;
  identity: Identity | undefined = undefined;
  spentMs = 0;
  blockedBy: string | undefined = undefined;
  readonly #end: unknown;
  readonly #answerOf: AnswerOf<unknown>;
  readonly #body: object;
  #answer: Answer | undefined = undefined;
  #id: string | undefined = undefined;
  #inputs: RestingInputs | undefined = undefined;
  #properties: FrameworkView | undefined = undefined;

  constructor(req: IncomingMessage, end: unknown, answerOf: AnswerOf<unknown>, body: object) {
    this.req = req;
    // Routers and middleware cut and replace `req.url`.
    this.url = req.url ?? '';
    this.#end = end;
    this.#answerOf = answerOf;
    this.#body = body;
  }

  get witness(): Witness | undefined {
    return undefined;
  }

  get id(): string {
    this.#id ??= randomUUID();
    return this.#id;
  }

  get answer(): Answer {
    this.#answer ??= this.#answerOf(this.#end);
    return this.#answer;
  }

  get view(): FrameworkView {
    return this.framework ?? (this.#properties ??= propertiesView(this.req));
  }

  get route(): string | undefined {
    return this.view.route();
  }

  get inputs(): RestingInputs {
    this.#inputs ??= createInputs(new HttpMaterial(this, this.#body));
    return this.#inputs;
  }

  get bodyBytes(): number {
    return recordedBody(this.#body).bytes;
  }

  rest(): void {
    this.#inputs?.rest();
  }
}

contextClass = HttpContext;

/** The carriers of one HTTP request, read where Node and the framework keep them. */
class HttpMaterial implements RequestMaterial {
  readonly path: string | undefined;
  readonly query: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly #context: HttpContext;
  readonly #body: object;
  #replacements = 0;
  #lastBody: unknown;
  #lastParams: unknown;

  constructor(context: HttpContext, body: object) {
    const { req, url } = context;
    const question = url.indexOf('?');
    this.path = question < 0 ? url : url.slice(0, question);
    this.query = question < 0 ? undefined : url.slice(question + 1);
    this.rawHeaders = req.rawHeaders;
    this.#context = context;
    this.#body = body;
  }

  get version(): number {
    const body = this.#context.view.body();
    const params = this.params();
    if (body !== this.#lastBody || params !== this.#lastParams) {
      this.#replacements += 1;
      this.#lastBody = body;
      this.#lastParams = params;
    }
    return this.#replacements + recordedBody(this.#body).received;
  }

  params(): unknown {
    return this.#context.view.params();
  }

  bodies(): readonly CarriedValue[] {
    const value = this.#context.view.body();
    return value === undefined || value === null ? [] : [{ path: 'body', value }];
  }

  rawBody(): RawBodyView | undefined {
    const { chunks, truncated, hidesText } = recordedBody(this.#body);
    if (chunks.length === 0 && !truncated) return undefined;
    const { headers } = this.#context.req;
    return {
      contentType: headers['content-type'],
      contentEncoding: headers['content-encoding'],
      chunks,
      truncated,
      hidesText,
    };
  }
}
