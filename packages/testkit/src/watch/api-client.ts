export interface FirstPerson {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

const ada: FirstPerson = {
  email: 'ada@example.com',
  name: 'Ada',
  password: 'correct horse battery',
};

/** Speaks to watch as a person's browser does: with the session cookie and our own origin. */
export class ApiClient {
  readonly url: string;
  #cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  /** The cookie of the session, as a browser keeps it. */
  get cookie(): { readonly name: string; readonly value: string; readonly url: string } {
    const [name = '', value = ''] = this.#cookie.split('=');
    return { name, value, url: this.url };
  }

  async call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
    const response = await this.raw(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Result;
  }

  async raw(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...this.headers(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.#cookie = set.split(';')[0] ?? '';
    return response;
  }

  /** With which this person's browser asks. */
  headers(): Record<string, string> {
    return { origin: this.url, ...(this.#cookie !== '' && { cookie: this.#cookie }) };
  }

  /** Makes the first person of the set-up link and is signed in as them. */
  async setUp(setUpUrl: string, person: FirstPerson = ada): Promise<void> {
    const secret = new URL(setUpUrl).hash.slice(1);
    await this.call('POST', '/api/v1/setup', { secret, ...person });
  }

  /** The names of server-sent events with their data, as they come. */
  async *stream(signal: AbortSignal): AsyncGenerator<{ event: string; data: string }> {
    const response = await fetch(`${this.url}/api/v1/stream`, {
      headers: { cookie: this.#cookie },
      signal,
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1] ?? '';
        yield { event, data: /^data: (.*)$/m.exec(block)?.[1] ?? '' };
      }
    }
  }
}
