import { currentRequest } from '../../context/request-context.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { isOrdinaryHeader, noteRead, shown } from './note-reads.ts';

/** Notes what an app asks Hono's request for by name, and what it reads of the bodies that it parses. */
export function watchHonoRequest(exports: { HonoRequest?: { prototype: object } }): boolean {
  const prototype = exports.HonoRequest?.prototype;
  if (prototype === undefined) return false;
  return (
    replaceMethod(prototype, 'query', (original) => noting(original, 'query')) &&
    replaceMethod(prototype, 'queries', (original) => noting(original, 'query')) &&
    replaceMethod(prototype, 'header', (original) => noting(original, 'header')) &&
    replaceMethod(prototype, 'json', showing) &&
    replaceMethod(prototype, 'parseBody', showing)
  );
}

function noting(original: AnyFunction, carrier: 'query' | 'header'): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const [name] = args;
    const value: unknown = Reflect.apply(original, this, args);
    if (typeof name !== 'string') return carrier === 'query' ? shown(value, 'query') : value;
    const low = name.toLowerCase();
    if (carrier === 'query') noteRead(currentRequest(), `query.${name}`);
    else if (!isOrdinaryHeader(low)) noteRead(currentRequest(), `header.${low}`);
    return value;
  };
}

function showing(original: AnyFunction): AnyFunction {
  return async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    return shown(await Reflect.apply(original, this, args), 'body');
  };
}
