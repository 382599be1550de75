/** Where in a request a value stands. */
export type Carrier = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'file';

/** How a body is written. */
export type BodyForm = 'json' | 'form' | 'multipart';

/** One value that a route takes. */
export interface Input {
  readonly carrier: Carrier;
  /** Within its carrier: `q`, `user.name`, `ids`. */
  readonly name: string;
  /** A value that the app takes, as far as one is known. */
  sample?: unknown;
  /** True when the app wants a list there. */
  isList?: boolean;
  /** True when the app decodes the value first. */
  isBase64?: boolean;
  /** True once it was looked for fields below it. */
  isOpened?: boolean;
}

/** One route with one method, and what is known of what it takes. */
export interface Endpoint {
  readonly method: string;
  /** `/products/:slug`. */
  readonly pattern: string;
  readonly from: Set<string>;
  readonly inputs: Map<string, Input>;
  bodyForm?: BodyForm;
  /** True when its documentation says that it takes a session. */
  needsSession?: boolean;
  skipped?: string;
}

export function inputPath({ carrier, name }: Input): string {
  return carrier === 'path' ? `params.${name}` : `${carrier}.${name}`;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True for methods that are meant to change something. */
export function changesState({ method }: Pick<Endpoint, 'method'>): boolean {
  return !safeMethods.has(method);
}

const parameter = /(?::|\*)([A-Za-z_][\w]*)(?:\([^)]*\))?[?*+]?/g;

/** Names of what stands between slashes: `slug` of `/products/:slug`. */
export function parameterNames(pattern: string): string[] {
  return [...pattern.matchAll(parameter)].map(([, name]) => name!);
}

/** The path with values in place of names; optional parts are left in. */
export function fillPattern(pattern: string, valueOf: (name: string) => string): string {
  return pattern
    .replaceAll(/[{}]/g, '')
    .replaceAll(parameter, (_whole, name: string) => encodeURIComponent(valueOf(name)));
}

/** All endpoints of a run, each once. */
export class Endpoints {
  readonly #all = new Map<string, Endpoint>();

  /** The endpoint of that method and pattern, new or known. */
  at(method: string, pattern: string, from: string): Endpoint {
    const key = `${method} ${pattern}`;
    let endpoint = this.#all.get(key);
    if (endpoint === undefined) {
      endpoint = { method, pattern, from: new Set(), inputs: new Map() };
      for (const name of parameterNames(pattern)) addInput(endpoint, { carrier: 'path', name });
      this.#all.set(key, endpoint);
    }
    endpoint.from.add(from);
    return endpoint;
  }

  /** The endpoint whose pattern a path fits best, with the values of its parameters. */
  matching(method: string, path: string): { endpoint: Endpoint; values: string[] } | undefined {
    const fitting = [...this.#all.values()]
      .filter((one) => one.method === method)
      .flatMap((endpoint) => {
        const values = valuesIn(endpoint.pattern, path);
        return values === undefined ? [] : [{ endpoint, values }];
      });
    return fitting.sort((a, b) => a.values.length - b.values.length)[0];
  }

  list(): readonly Endpoint[] {
    return [...this.#all.values()];
  }
}

/** Adds what an endpoint takes, or what more is known of it. True when it is new. */
export function addInput(endpoint: Endpoint, input: Input): boolean {
  const key = inputPath(input);
  const known = endpoint.inputs.get(key);
  if (known === undefined) {
    endpoint.inputs.set(key, input);
    return true;
  }
  if (known.sample === undefined && input.sample !== undefined) known.sample = input.sample;
  return false;
}

function valuesIn(pattern: string, path: string): string[] | undefined {
  const parts = pattern.replaceAll(/[{}]/g, '').split('/');
  const given = path.split('/');
  if (parts.length !== given.length) return undefined;
  const values: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (/[:*]/.test(part)) values.push(decoded(given[index]!));
    else if (part !== given[index]) return undefined;
  }
  return values;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
