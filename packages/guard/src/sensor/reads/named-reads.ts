import querystring from 'node:querystring';
import { currentRequest, type RequestContext } from '../../context/request-context.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { recordedBody } from '../../sources/raw-body.ts';
import { noteRead, shown } from './note-reads.ts';

/** Classes of the web platform by which apps read a request. */
const readers: readonly (readonly [name: string, carriersOf: CarriersOf])[] = [
  ['URLSearchParams', fieldCarriers],
  ['FormData', () => ['form']],
];

type CarriersOf = (context: RequestContext) => readonly ('query' | 'body' | 'form')[];

/**
 * Notes what apps without a framework ask for: by `searchParams.get('q')`, by `form.get('file')`, and of
 * what they parse of a body themselves.
 */
export function noteNamedReads(): void {
  for (const [name, carriersOf] of readers) {
    const holder = (Reflect.get(globalThis, name) as { prototype: object } | undefined)?.prototype;
    if (holder === undefined) continue;
    for (const method of ['get', 'getAll', 'has'])
      replaceMethod(holder, method, (original) => noting(original, carriersOf));
  }
  replaceMethod(JSON, 'parse', (parse) => showing(parse, isBody, () => ['body']));
  replaceMethod(querystring, 'parse', (parse) => showing(parse, () => true, fieldCarriers));
}

function noting(original: AnyFunction, carriersOf: CarriersOf): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const context = currentRequest();
    const [name] = args;
    if (context !== undefined && typeof name === 'string')
      for (const carrier of carriersOf(context)) noteRead(context, `${carrier}.${name}`);
    return Reflect.apply(original, this, args) as unknown;
  };
}

function showing(
  parse: AnyFunction,
  isMeant: (context: RequestContext, text: unknown) => boolean,
  carriersOf: CarriersOf,
): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    let value: unknown = Reflect.apply(parse, this, args);
    const context = currentRequest();
    if (context === undefined || !isMeant(context, args[0])) return value;
    for (const carrier of carriersOf(context)) value = shown(value, carrier);
    return value;
  };
}

/** `a=1&b=2` stands in an address and in a form, and what it was parsed from is not told. */
function fieldCarriers({ req }: RequestContext): readonly ('query' | 'body')[] {
  const type = req.headers['content-type'] ?? '';
  return /^application\/x-www-form-urlencoded/i.test(type) ? ['query', 'body'] : ['query'];
}

/** Whether a text is the whole body of the request, and nothing else that the app parses meanwhile. */
function isBody({ req }: RequestContext, text: unknown): boolean {
  const { chunks, bytes, truncated } = recordedBody(req);
  if (typeof text !== 'string' || bytes === 0 || truncated || text.length > bytes) return false;
  return Buffer.concat(chunks).toString('utf8') === text;
}
