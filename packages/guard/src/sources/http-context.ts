import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createInputs } from '../context/create-inputs.ts';
import type { Inputs } from '../context/inputs.ts';
import type { Answer, FrameworkView, RequestContext } from '../context/request-context.ts';
import type { CarriedValue, RawBodyView, RequestMaterial } from '../context/request-material.ts';
import { counters } from '../verdict/counters.ts';
import { propertiesView } from './properties-view.ts';
import { type RawBody, recordBody } from './raw-body.ts';

/**
 * Creates the context of one HTTP request. Costs a few property reads; the rest is lazy.
 *
 * @param body where the chunks of the body are pushed to: the request, or the HTTP/2 stream.
 */
export function createHttpContext(
  req: IncomingMessage,
  answer: Answer | undefined,
  body: object = req,
): RequestContext {
  counters.requests += 1;
  return new HttpContext(req, answer, recordBody(body));
}

class HttpContext implements RequestContext {
  readonly req: IncomingMessage;
  readonly answer: Answer | undefined;
  readonly isProbe = false;
  framework: FrameworkView | undefined;
  spentMs = 0;
  blockedBy: string | undefined;
  readonly #rawBody: RawBody;
  #id: string | undefined;
  #inputs: Inputs | undefined;

  constructor(req: IncomingMessage, answer: Answer | undefined, rawBody: RawBody) {
    this.req = req;
    this.answer = answer;
    this.framework = undefined;
    this.blockedBy = undefined;
    this.#rawBody = rawBody;
  }

  get id(): string {
    this.#id ??= randomUUID();
    return this.#id;
  }

  get inputs(): Inputs {
    this.#inputs ??= createInputs(new HttpMaterial(this, this.#rawBody));
    return this.#inputs;
  }
}

/** The carriers of one HTTP request, read where Node and the framework keep them. */
class HttpMaterial implements RequestMaterial {
  readonly path: string | undefined;
  readonly query: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly #context: RequestContext;
  readonly #rawBody: RawBody;
  readonly #ownView: FrameworkView;
  #replacements = 0;
  #lastBody: unknown;
  #lastParams: unknown;

  constructor(context: RequestContext, rawBody: RawBody) {
    const { req } = context;
    const url = req.url ?? '';
    const question = url.indexOf('?');
    this.path = question < 0 ? url : url.slice(0, question);
    this.query = question < 0 ? undefined : url.slice(question + 1);
    this.rawHeaders = req.rawHeaders;
    this.#context = context;
    this.#rawBody = rawBody;
    this.#ownView = propertiesView(req);
  }

  get version(): number {
    const body = this.#view.body();
    const params = this.params();
    if (body !== this.#lastBody || params !== this.#lastParams) {
      this.#replacements += 1;
      this.#lastBody = body;
      this.#lastParams = params;
    }
    return this.#replacements + this.#rawBody.chunks.length;
  }

  params(): unknown {
    return this.#view.params();
  }

  bodies(): readonly CarriedValue[] {
    const value = this.#view.body();
    return value === undefined || value === null ? [] : [{ path: 'body', value }];
  }

  rawBody(): RawBodyView | undefined {
    const { chunks, truncated } = this.#rawBody;
    if (chunks.length === 0 && !truncated) return undefined;
    return { contentType: this.#context.req.headers['content-type'], chunks, truncated };
  }

  get #view(): FrameworkView {
    return this.#context.framework ?? this.#ownView;
  }
}
