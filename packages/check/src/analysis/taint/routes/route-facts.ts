/** Where in a request a value stands; cookies stand in its headers. */
export type RequestPart = 'body' | 'query' | 'params' | 'headers';

/**
 * What becomes of a part before it is used: held against a schema, looked at by code of the team's own,
 * vouched for by a signature, used as it comes, or handed to something that may hold it against a schema.
 */
export type Holding = 'schema' | 'by hand' | 'signed' | 'raw' | 'unclear';

/** A part of the request that a route reads. */
export interface ReadPart {
  readonly part: RequestPart;
  readonly holding: Holding;
  /** The field that is used as it comes; absent for the whole part. */
  readonly field?: string;
  /** Where it is read; of a part that the route declares, where the route stands. Lines from 1. */
  readonly file: string;
  readonly line: number;
  /** What uses it as it comes, or what may hold it against a schema: the call, on one line. */
  readonly call?: string;
  /** True where it is held against a schema that drops what it does not name, and is used whole beside that. */
  readonly isUsedBeside?: true;
}

/** A route of the app, and what it does with what it is sent. */
export interface RouteFacts {
  /** `GET`, `POST`…, `ALL`; `CALL` for procedures. */
  readonly method: string;
  /** As far as it is told: from where the router is mounted. */
  readonly path: string;
  readonly file: string;
  readonly line: number;
  /** Parts that it reads and uses, in the order body, query, params, headers. */
  readonly parts: readonly ReadPart[];
}

export const requestParts: readonly RequestPart[] = ['body', 'query', 'params', 'headers'];

const names: readonly (readonly [pattern: RegExp, part: RequestPart])[] = [
  [/^(?:req(?:uest)?_?)?(?:body|json|form|payload|data|parsedInput)$/i, 'body'],
  [/^(?:req(?:uest)?_?)?(?:query(?:string|params?)?|search(?:params)?)$/i, 'query'],
  [/^(?:req(?:uest)?_?)?(?:(?:path|url)?_?params?)$/i, 'params'],
  [/^(?:req(?:uest)?_?)?(?:(?:signed)?cookies?|headers?)$/i, 'headers'],
];

/** The part that a name of an option or a constant means. */
export function partNamed(name: string): RequestPart | undefined {
  return names.find(([pattern]) => pattern.test(name))?.[1];
}

const titles: readonly (readonly [pattern: RegExp, part: RequestPart])[] = [
  [/^request body/, 'body'],
  [/^query/, 'query'],
  [/^request parameter/, 'query'],
  [/^path parameter/, 'params'],
  [/^(?:request header|Host header|cookie)/, 'headers'],
];

/** The part that a source is, and the field of it; undefined for addresses and files. */
export function partOfSource(
  title: string,
): { readonly part: RequestPart; readonly field: string | undefined } | undefined {
  const part = titles.find(([pattern]) => pattern.test(title))?.[1];
  if (part === undefined) return undefined;
  const colon = title.indexOf(': ');
  return { part, field: colon < 0 ? undefined : title.slice(colon + 2) };
}
