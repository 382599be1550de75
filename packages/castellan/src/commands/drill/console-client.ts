import { UsageError } from '../../usage-error.ts';

const timeoutMs = 15_000;

/** Speaks to the API of watch with an API token. */
export class ConsoleClient {
  readonly #base: string;
  readonly #token: string;

  constructor(url: URL, token: string) {
    this.#base = url.href.endsWith('/') ? url.href : `${url.href}/`;
    this.#token = token;
  }

  /** Throws `UsageError` where watch says that what was asked makes no sense or may not be done. */
  async call<Result>(method: 'GET' | 'POST', path: string, body?: object): Promise<Result> {
    const { host } = new URL(this.#base);
    let response: Response;
    try {
      response = await fetch(new URL(`api/v1/${path}`, this.#base), {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // The token is for this address only.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw new Error(`watch at ${host} was not reached: ${reasonOf(error)}`, { cause: error });
    }
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Result;
    const problem = `watch at ${host} says: ${messageIn(text) ?? `${response.status} ${response.statusText}`}`;
    throw response.status < 500 ? new UsageError(problem) : new Error(problem);
  }
}

export function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

function messageIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: { message?: string } }).error?.message;
  } catch {
    return undefined;
  }
}
