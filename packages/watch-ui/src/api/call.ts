import { operations, type Operations, roles } from './operations.generated.ts';

export type Operation = keyof Operations;
export type Result<Name extends Operation> = Operations[Name]['result'];
export type Role = (typeof roles)[number];

/** Leaves out what an operation does not take. */
type Given<Fields> = {
  [Key in keyof Fields as Fields[Key] extends undefined ? never : Key]: Fields[Key];
};
/** What an operation is called with. A query may always be left out. */
export type Call<Name extends Operation> = Omit<
  Given<Omit<Operations[Name], 'result'>>,
  'query'
> & {
  readonly query?: Operations[Name]['query'];
};

/** A refusal of the API, in its own words. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: string;
  /** Where in a query it is wrong. */
  readonly place: { readonly start: number; readonly end: number } | undefined;

  constructor(code: string, message: string, place?: { start: number; end: number }) {
    super(message);
    this.code = code;
    this.place = place;
  }
}

/** Asks the API. Throws `ApiFailure` with words that can be shown. */
export async function call<Name extends Operation>(
  name: Name,
  wanted: Call<Name>,
  signal?: AbortSignal,
): Promise<Result<Name>> {
  const { method, path } = operations[name];
  const { params, query, body } = wanted as {
    params?: Record<string, string>;
    query?: Record<string, string | number | undefined>;
    body?: unknown;
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(params?.[key] ?? ''),
  );
  const response = await send(filled + asSearch(query), {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    ...(signal && { signal }),
  });
  return (response.status === 204 ? undefined : await response.json()) as Result<Name>;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiFailure('away', 'The console’s server does not answer. It is asked again soon.');
  }
  if (response.ok) return response;
  const answer = (await response.json().catch(() => undefined)) as
    | { error?: { code?: string; message?: string; start?: number; end?: number } }
    | undefined;
  const { start, end } = answer?.error ?? {};
  throw new ApiFailure(
    answer?.error?.code ?? 'internal',
    answer?.error?.message ?? `The server answered ${response.status}.`,
    start !== undefined && end !== undefined ? { start, end } : undefined,
  );
}

function asSearch(query: Record<string, string | number | undefined> | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** True when this role is at least what the operation asks for, and all apps are seen where it reaches all. */
export function mayCall(
  { role, apps }: { readonly role: Role; readonly apps?: readonly string[] | undefined },
  name: Operation,
): boolean {
  const { least, ...reach } = operations[name];
  if ('needsAllApps' in reach && apps !== undefined) return false;
  return least === 'anyone' || roles.indexOf(role) <= roles.indexOf(least);
}
