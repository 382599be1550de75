import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { currentRequest } from '../../context/request-context.ts';
import { noteRead, watchReads } from './note-reads.ts';

interface KoaContext {
  readonly request?: object;
  readonly cookies?: object;
}

/** Notes what an app reads of Koa's own request, which keeps what it parsed on itself. */
export function watchKoaContext(given: unknown): void {
  const { request, cookies } = (given ?? {}) as KoaContext;
  if (request !== undefined)
    watchReads(request, [
      ['query', 'query'],
      ['body', 'body'],
    ]);
  if (cookies !== undefined) replaceMethod(cookies, 'get', notingCookie);
}

function notingCookie(get: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    if (typeof args[0] === 'string') noteRead(currentRequest(), `cookie.${args[0]}`);
    return Reflect.apply(get, this, args) as unknown;
  };
}
