/* oxlint-disable typescript/no-explicit-any -- wraps functions of any shape */

export type AnyFunction = (this: any, ...args: any[]) => any;

/** What each of guard's wrappers stands for. Beside them, so that they have no keys of their own. */
const originals = new WeakMap<object, AnyFunction>();

/**
 * Makes `replacement` look like `original`: name, length, own properties (such as
 * `util.promisify.custom`), prototype object and text, so that host code sees no difference.
 */
function disguise<Fn extends AnyFunction>(original: AnyFunction, replacement: Fn): Fn {
  for (const key of Reflect.ownKeys(original)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(original, key);
    if (descriptor === undefined) continue;
    // `promisify.custom` of a function that is promisified is the function itself.
    if (descriptor.value === original) descriptor.value = replacement;
    Reflect.defineProperty(replacement, key, descriptor);
  }
  Reflect.setPrototypeOf(replacement, Reflect.getPrototypeOf(original));
  return standInFor(original, replacement);
}

/** Notes a replacement that looks like its original by itself: a proxy. */
export function standInFor<Replacement extends object>(
  original: unknown,
  replacement: Replacement,
): Replacement {
  originals.set(replacement, original as AnyFunction);
  return replacement;
}

/** The function underneath one of guard's wrappers; undefined for everything else. */
export function originalOf(value: unknown): AnyFunction | undefined {
  return originals.get(value as object);
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
  if (originalOf(original) !== undefined) return true;
  const replacement = disguise(original as AnyFunction, make(original as AnyFunction));
  const descriptor = Reflect.getOwnPropertyDescriptor(holder, name);
  const isReplaced = Reflect.defineProperty(holder, name, {
    configurable: true,
    enumerable: descriptor?.enumerable ?? false,
    writable: true,
    value: replacement,
  });
  if (isReplaced && descriptor !== undefined)
    hideOriginal(original as AnyFunction, replacement, holder, name);
  return isReplaced;
}

/**
 * Like `replaceMethod` for a method that `holder` may only inherit: `current` gives what stands there
 * now, since others (`node:domain`) replace it further up later on.
 */
export function replaceInherited(
  holder: object,
  name: PropertyKey,
  make: (current: () => AnyFunction) => AnyFunction,
): boolean {
  const parent = (Reflect.getPrototypeOf(holder) ?? {}) as Record<PropertyKey, AnyFunction>;
  const isOwn = Object.hasOwn(holder, name);
  return replaceMethod(holder, name, (original) =>
    // Asked for each event: a property read is cached by V8, `Reflect.get` walks every time.
    make(isOwn ? () => original : () => parent[name] as AnyFunction),
  );
}

/** What still leads to a function that nobody else can reach any more: its name in traces, its prototype. */
function hideOriginal(
  original: AnyFunction,
  replacement: AnyFunction,
  holder: object,
  name: PropertyKey,
): void {
  if (original.name === '' && !isNamedByPlace(holder)) {
    Reflect.defineProperty(original, 'name', { value: String(name), configurable: true });
  }
  const prototype: unknown = original.prototype;
  if ((prototype as { constructor?: unknown } | undefined)?.constructor === original) {
    Reflect.defineProperty(prototype as object, 'constructor', { value: replacement });
  }
}

/**
 * V8 names a nameless function in a trace by the property that holds it, which is guard's now; on Node
 * 20 one that a function holds (`Module._load`) by where it stands in the source.
 */
function isNamedByPlace(holder: object): boolean {
  return typeof holder === 'function' && process.versions.node.startsWith('20.');
}
