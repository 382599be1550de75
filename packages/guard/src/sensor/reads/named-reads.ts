import { currentRequest } from '../../context/request-context.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { noteRead } from './note-reads.ts';

/** Classes of the web platform by which apps read a request, and what is read by them. */
const readers: readonly (readonly [name: string, carrier: string])[] = [
  ['URLSearchParams', 'query'],
  ['FormData', 'form'],
];

/** Notes what apps ask for by `searchParams.get('q')` and `form.get('file')`. */
export function noteNamedReads(): void {
  for (const [name, carrier] of readers) {
    const holder = (Reflect.get(globalThis, name) as { prototype: object } | undefined)?.prototype;
    if (holder === undefined) continue;
    for (const method of ['get', 'getAll', 'has']) {
      replaceMethod(holder, method, (original) => noting(original, carrier));
    }
  }
}

function noting(original: AnyFunction, carrier: string): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    if (typeof args[0] === 'string') noteRead(currentRequest(), `${carrier}.${args[0]}`);
    return Reflect.apply(original, this, args) as unknown;
  };
}
