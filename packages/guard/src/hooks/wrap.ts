/* oxlint-disable typescript/no-explicit-any -- wraps functions of any shape */

/** Marks guard's wrappers; its value is the function underneath. */
const kOriginal: unique symbol = Symbol('castellan.original') as never;

export type AnyFunction = (this: any, ...args: any[]) => any;

/**
 * Makes `replacement` look like `original`: name, length, own properties (such as
 * `util.promisify.custom`) and prototype object, so that host code sees no difference.
 */
export function disguise<Fn extends AnyFunction>(original: AnyFunction, replacement: Fn): Fn {
  for (const key of Reflect.ownKeys(original)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) Reflect.defineProperty(replacement, key, descriptor);
  }
  Reflect.defineProperty(replacement, kOriginal, { value: original });
  return replacement;
}

export function isWrapped(value: unknown): boolean {
  return typeof value === 'function' && Object.hasOwn(value, kOriginal);
}

/**
 * Replaces `holder[name]` by what `make` returns for it, once. Returns false when the property is
 * no function or cannot be replaced, so that the caller reports it as unprotected.
 */
export function replaceMethod(
  holder: object,
  name: PropertyKey,
  make: (original: AnyFunction) => AnyFunction,
): boolean {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== 'function') return false;
  if (isWrapped(original)) return true;
  const replacement = disguise(original as AnyFunction, make(original as AnyFunction));
  const descriptor = Reflect.getOwnPropertyDescriptor(holder, name);
  return Reflect.defineProperty(holder, name, {
    configurable: true,
    enumerable: descriptor?.enumerable ?? false,
    writable: true,
    value: replacement,
  });
}
