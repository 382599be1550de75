import { clientHello, type Offer } from './client-hello.ts';
import { type Endpoint, open, serverNameOf } from './endpoint.ts';
import { Flight, type Reach, type Said } from './flight.ts';
import { Ssl2Answer, ssl2ClientHello } from './ssl2.ts';

/** What came of one connection. */
export type Answer =
  | Said
  /** It ended the connection without a word, which is how some servers refuse. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** What an inquiry may cost. */
export interface Limits {
  /** At one time. */
  readonly connections: number;
  readonly totalConnections: number;
  /** For one connection. */
  readonly timeoutMs: number;
  /** For all of it. */
  readonly totalMs: number;
}

export const defaultLimits: Limits = {
  connections: 4,
  totalConnections: 1500,
  timeoutMs: 5000,
  totalMs: 120_000,
};

/** Asks one server many times, within limits. Never rejects. */
export class Inquiry {
  readonly endpoint: Endpoint;
  readonly #limits: Limits;
  readonly #endsAt: number;
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  #used = 0;
  #silences = 0;

  constructor(endpoint: Endpoint, limits: Limits = defaultLimits) {
    this.endpoint = endpoint;
    this.#limits = limits;
    this.#endsAt = performance.now() + limits.totalMs;
  }

  /** Connections made. */
  get connections(): number {
    return this.#used;
  }

  /** One ClientHello, and what the server said to it. */
  ask(offer: Offer, reach: Reach = 'hello'): Promise<Answer> {
    const serverName = serverNameOf(this.endpoint);
    const hello = clientHello({ ...offer, ...(serverName !== undefined && { serverName }) });
    const flight = new Flight(reach);
    return this.#exchange<Said>(
      hello,
      (chunk) => flight.push(chunk),
      () => (flight.isEmpty ? undefined : flight.end('it ended in the middle')),
    );
  }

  /** The kinds of SSLv2 that the server names. */
  async askSsl2(
    kinds: readonly number[],
  ): Promise<Answer | { kind: 'ssl2'; kinds: readonly number[] }> {
    const reader = new Ssl2Answer();
    return this.#exchange<{ kind: 'ssl2'; kinds: readonly number[] } | Said>(
      ssl2ClientHello(kinds),
      (chunk) => {
        const found = reader.push(chunk);
        if (found === undefined) return undefined;
        return found.kinds
          ? { kind: 'ssl2', kinds: found.kinds }
          : { kind: 'nonsense', reason: 'no answer of SSLv2' };
      },
      () => undefined,
    );
  }

  async #exchange<Found>(
    hello: Uint8Array,
    read: (chunk: Uint8Array) => Found | undefined,
    atEnd: () => Found | undefined,
  ): Promise<Found | Answer> {
    await this.#turn();
    try {
      const refusal = this.#refusal();
      if (refusal !== undefined) return { kind: 'unreachable', reason: refusal };
      this.#used += 1;
      const timeoutMs = Math.min(this.#limits.timeoutMs, this.#endsAt - performance.now());
      const opening = await open(this.endpoint, timeoutMs);
      if ('failure' in opening) return { kind: 'unreachable', reason: opening.failure };
      const { socket } = opening;
      const answer = await new Promise<Found | Answer>((resolve) => {
        const timer = setTimeout(() => resolve(atEnd() ?? { kind: 'silent' }), timeoutMs);
        socket.on('data', (chunk) => {
          const found = read(chunk);
          if (found !== undefined) resolve(found);
        });
        socket.on('close', () => resolve(atEnd() ?? { kind: 'closed' }));
        socket.on('end', () => socket.destroy());
        socket.resume();
        socket.write(hello);
        socket.once('close', () => clearTimeout(timer));
      });
      socket.destroy();
      this.#count(answer as Answer);
      return answer;
    } finally {
      this.#leave();
    }
  }

  /** A server that only ever keeps silent must not hold us up for hundreds of timeouts. */
  #count({ kind }: Answer): void {
    if (kind === 'silent') this.#silences += 1;
    if (kind === 'hello') this.#silences = 0;
  }

  #refusal(): string | undefined {
    if (this.#used >= this.#limits.totalConnections) return 'the limit of connections was reached';
    if (performance.now() >= this.#endsAt) return 'the time for this server was spent';
    if (this.#silences >= 12) return 'it went silent';
    return undefined;
  }

  #turn(): Promise<void> {
    if (this.#open < this.#limits.connections) {
      this.#open += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#open -= 1;
  }
}
