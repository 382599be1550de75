import { currentRequest, type RequestContext } from '../../context/request-context.ts';
import { readable } from './readable.ts';

/** What every request has, and what no app takes its own data from. */
const ordinaryHeaders =
  /^(?:host|connection|content-(?:type|length|encoding)|transfer-encoding|accept(?:-.*)?|user-agent|cookie|date|dnt|expect|if-.*|range|te|trailer|upgrade.*|cache-control|pragma|origin|sec-.*|keep-alive|x-castellan-.*|access-control-.*|authorization|proxy-.*|forwarded|via|traceparent|tracestate|baggage)$/;

/** True for a header that tells nothing of one app. */
export function isOrdinaryHeader(name: string): boolean {
  return ordinaryHeaders.test(name);
}

const maxNames = 200;
const noted = new WeakMap<RequestContext, Set<string>>();

/** Notes that a request's input was asked for by name; nothing where nobody wants to know. */
export function noteRead(context: RequestContext | undefined, name: string): void {
  const names = context === undefined ? undefined : noted.get(context);
  if (names !== undefined && names.size < maxNames && name.length < 200) names.add(name);
}

/**
 * Names what an app asks a request for, whether it was sent or not, as it asks. Where frameworks hang
 * their parsed values on Node's request, the property becomes one that notes what is read of it.
 */
export function noteReads(context: RequestContext): ReadonlySet<string> {
  const names = new Set<string>();
  noted.set(context, names);
  const { req } = context;
  const note = (name: string): void => noteRead(context, name);
  for (const [property, carrier] of [
    ['query', 'query'],
    ['body', 'body'],
    ['cookies', 'cookie'],
    ['signedCookies', 'cookie'],
  ] as const) {
    watchProperty(req, property, (value) => readable(value, carrier, note));
  }
  watchProperty(req, 'headers', (value) =>
    readable(value, 'header', (name) => {
      if (!isOrdinaryHeader(name.slice('header.'.length))) note(name);
    }),
  );
  return names;
}

/** A value that a framework hands to the app by other ways: noted as it is read, where that is wanted. */
export function shown(value: unknown, carrier: 'query' | 'body' | 'form' | 'cookie'): unknown {
  const context = currentRequest();
  if (context === undefined || !noted.has(context)) return value;
  return readable(value, carrier, (name) => noteRead(context, name));
}

/** Notes what is read of these properties of a framework's request, where that is wanted. */
export function watchReads(
  holder: object,
  properties: readonly (readonly [property: string, carrier: 'query' | 'body'])[],
): void {
  const context = currentRequest();
  if (context === undefined || !noted.has(context)) return;
  for (const [property, carrier] of properties)
    watchProperty(holder, property, (value) =>
      readable(value, carrier, (name) => noteRead(context, name)),
    );
}

/** Shows the value through `show`, whoever sets it, or what the prototype has while nobody did. */
function watchProperty(req: object, name: string, show: (value: unknown) => unknown): void {
  let own: { value: unknown } | undefined;
  let last: { value: unknown; shown: unknown } | undefined;
  Reflect.defineProperty(req, name, {
    configurable: true,
    enumerable: true,
    get() {
      const prototype = Reflect.getPrototypeOf(req) ?? {};
      const value: unknown = own === undefined ? Reflect.get(prototype, name, req) : own.value;
      if (last === undefined || last.value !== value) last = { value, shown: show(value) };
      return last.shown;
    },
    set(value: unknown) {
      own = { value };
    },
  });
}
