const maxDepth = 4;

/**
 * A plain object or list as it is, that tells the path of everything that is read of it by name.
 * Anything else (a buffer, a stream, a class of the app's own) is handed out itself.
 */
export function readable(value: unknown, path: string, note: (path: string) => void): unknown {
  return view(value, path, note, maxDepth);
}

function view(value: unknown, path: string, note: (path: string) => void, depth: number): unknown {
  if (depth === 0 || !isPlain(value)) return value;
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key !== 'string' || isOwnWay(target, key)) return found;
      const inner = Array.isArray(target) ? `${path}[${key}]` : `${path}.${key}`;
      note(inner);
      return isFixed(target, key) ? found : view(found, inner, note, depth - 1);
    },
    has(target, key) {
      if (typeof key === 'string' && !isOwnWay(target, key)) note(`${path}.${key}`);
      return Reflect.has(target, key);
    },
  });
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Reflect.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || isNothing(prototype);
}

/** None, or an empty one without a parent, which parsers of cookies and queries use because it is faster. */
function isNothing(prototype: unknown): boolean {
  if (prototype === null) return true;
  return (
    typeof prototype === 'object' &&
    Reflect.getPrototypeOf(prototype) === null &&
    Reflect.ownKeys(prototype).length === 0
  );
}

/** What every object and list has, and what promises and printers look for. */
function isOwnWay(target: object, key: string): boolean {
  if (Object.hasOwn(target, key) && !(Array.isArray(target) && key === 'length')) return false;
  return key in Object.prototype || key in Array.prototype || key === 'then' || key === 'toJSON';
}

/** A proxy must hand out as it is what cannot be changed. */
function isFixed(target: object, key: string): boolean {
  const descriptor = Reflect.getOwnPropertyDescriptor(target, key);
  return descriptor?.configurable === false && descriptor.writable === false;
}
