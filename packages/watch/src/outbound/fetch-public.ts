import { exchange, type Reach } from './exchange.ts';
import { reachProblem } from './reach-problem.ts';

/** A place that was not reached, in words that follow its name. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}

export interface Fetched {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * `fetch` for libraries that take one of their own, by way of `exchange`: to judged addresses only,
 * no redirect followed, an answer that is too long refused whole. Rejects with `Unreached`.
 */
export async function fetchPublic(
  url: string,
  { method = 'GET', headers = {}, body, signal }: Fetched,
  reach: Omit<Reach, 'signal'> & { readonly maxBytes: number },
): Promise<Response> {
  if (method !== 'GET' && method !== 'POST') throw new Unreached(`${method} is not sent`);
  const asked = {
    method,
    url,
    headers,
    body: body === undefined ? '' : String(body),
    maxBytes: reach.maxBytes,
  } as const;
  try {
    const answer = await exchange(asked, { ...reach, ...(signal && { signal }) });
    if (Buffer.byteLength(answer.text) > reach.maxBytes) {
      throw new Unreached(`answers with more than ${reach.maxBytes / 1_024} KB`);
    }
    return new Response(isEmpty(answer.status) ? null : answer.text, {
      status: answer.status,
      headers: textsOf(answer.headers),
    });
  } catch (error) {
    if (error instanceof Unreached) throw error;
    throw new Unreached(reachProblem(error, reach.timeoutMs), { cause: error });
  }
}

/** Statuses with which a response has no body. */
function isEmpty(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

function textsOf(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const texts = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) texts.set(name, String(value));
  }
  return texts;
}
