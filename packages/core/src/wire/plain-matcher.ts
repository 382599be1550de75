import type * as z from 'zod';

/** Says whether a value is just what a schema asks for. */
export type Matcher = (value: unknown) => boolean;

/** What schemas and checks of zod say of themselves, as far as it is read here. */
interface Definition {
  readonly type?: string;
  readonly check?: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly checks?: readonly Described[];
  readonly shape?: Readonly<Record<string, Described>>;
  readonly catchall?: unknown;
  readonly innerType?: Described;
  readonly element?: Described;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly values?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly fn?: (value: never) => unknown;
}
interface Described {
  readonly _zod: { readonly def: Definition };
}

/**
 * A fast look at plain values of JSON, made from a schema: true when the schema takes the value and
 * gives the same back, without a key that it would leave out. False says nothing: then the schema
 * itself is to be asked. Parsing a finding costs several times this, and copies it.
 */
export function plainMatcher(schema: z.ZodType): Matcher {
  return matcherOf(schema);
}

const never: Matcher = () => false;
/** Those that zod judges by their pattern alone. */
const patternFormats = new Set<string | undefined>(['guid', 'datetime', 'date']);

function matcherOf({ _zod: { def } }: Described): Matcher {
  const base = baseOf(def);
  const checks = [...(def.check === 'string_format' ? [def] : []), ...checksOf(def)].map(checkOf);
  if (checks.length === 0) return base;
  const [first = base, second] = checks;
  if (checks.length === 1) return (value) => base(value) && first(value);
  if (second !== undefined && checks.length === 2) {
    return (value) => base(value) && first(value) && second(value);
  }
  return (value) => base(value) && checks.every((check) => check(value));
}

function checksOf({ checks = [] }: Definition): readonly Definition[] {
  return checks.map(({ _zod }) => _zod.def);
}

function baseOf(def: Definition): Matcher {
  if (def.type === 'object' && def.shape !== undefined && def.catchall === undefined) {
    return objectOf(def.shape);
  }
  if (def.type === 'array' && def.element !== undefined) return arrayOf(matcherOf(def.element));
  // A key that may be missing is dealt with by its object; one that is there has a value.
  if ((def.type === 'readonly' || def.type === 'optional') && def.innerType !== undefined) {
    return matcherOf(def.innerType);
  }
  if (def.type === 'enum' && def.entries !== undefined) return among(Object.values(def.entries));
  if (def.type === 'literal' && def.values !== undefined) return among(def.values);
  if (def.type === 'string') return (value) => typeof value === 'string';
  if (def.type === 'boolean') return (value) => typeof value === 'boolean';
  if (def.type === 'number' && def.format === 'safeint') return Number.isSafeInteger;
  return never;
}

function among(values: readonly unknown[]): Matcher {
  const known = new Set(values);
  return (value) => known.has(value);
}

function arrayOf(element: Matcher): Matcher {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!element(one)) return false;
    return true;
  };
}

function objectOf(shape: Readonly<Record<string, Described>>): Matcher {
  const matchers = new Map(Object.entries(shape).map(([key, one]) => [key, matcherOf(one)]));
  const required = Object.entries(shape)
    .filter(([, one]) => one._zod.def.type !== 'optional')
    .map(([key]) => key);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(fields)) {
      const matches = matchers.get(key);
      if (matches === undefined || !matches(fields[key])) return false;
    }
    for (const key of required) if (!Object.hasOwn(fields, key)) return false;
    return true;
  };
}

type Sized = { readonly length: number };

function checkOf({ check, pattern, minimum, maximum, value: bound, ...def }: Definition): Matcher {
  const least = minimum ?? 0;
  const most = maximum ?? 0;
  const limit = bound ?? 0;
  if (check === 'min_length') return (value) => (value as Sized).length >= least;
  if (check === 'max_length') return (value) => (value as Sized).length <= most;
  if (check === 'string_format' && pattern !== undefined && patternFormats.has(def.format)) {
    return (value) => pattern.test(value as string);
  }
  if (check === 'greater_than') {
    return def.inclusive === true
      ? (value) => (value as number) >= limit
      : (value) => (value as number) > limit;
  }
  if (check === 'custom' && def.fn !== undefined) {
    const { fn } = def;
    return (value) => fn(value as never) === true;
  }
  return never;
}
