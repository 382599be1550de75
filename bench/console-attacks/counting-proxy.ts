import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Hands requests on to watch and counts how they were answered: how often an attack got past the door. */
export class CountingProxy {
  readonly #server: Server;
  readonly #watch: URL;
  /** Answers by operation and status; the operation is the first part of the path, which is taken off. */
  readonly counts: Map<string, Map<number, number>> = new Map();
  /** Makes each body another one, where the same is taken once only. */
  readonly #renew: (body: string, operation: string) => string;

  private constructor(watch: URL, renew: (body: string, operation: string) => string) {
    this.#watch = watch;
    this.#renew = renew;
    this.#server = createServer((incoming, outgoing) => {
      const [, name = '', rest = ''] = /^\/([^/]*)(\/.*)$/.exec(incoming.url ?? '') ?? [];
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const body = this.#renew(Buffer.concat(chunks).toString('latin1'), name);
        const { connection: _, 'transfer-encoding': __, ...headers } = incoming.headers;
        const sent = request(
          {
            hostname: this.#watch.hostname,
            port: this.#watch.port,
            path: rest,
            method: incoming.method,
            headers: {
              ...headers,
              host: this.#watch.host,
              ...(body !== '' && { 'content-length': Buffer.byteLength(body, 'latin1') }),
            },
          },
          (answer) => {
            this.#count(name, answer.statusCode ?? 0);
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
          },
        );
        sent.on('error', () => {
          this.#count(name, 0);
          outgoing.destroy();
        });
        sent.end(body, 'latin1');
      });
    });
  }

  static async start(
    watch: string,
    renew: (body: string, operation: string) => string,
  ): Promise<CountingProxy> {
    const made = new CountingProxy(new URL(watch), renew);
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  /** Where an operation is reached by way of it. */
  urlOf(operation: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${operation}`;
  }

  /** How many requests there were, and how many of them passed validation and rights. */
  tallyOf(operation: string): { readonly all: number; readonly passed: number } {
    const counts = [...(this.counts.get(operation) ?? [])];
    const sum = (some: typeof counts): number => some.reduce((total, [, n]) => total + n, 0);
    return {
      all: sum(counts),
      passed: sum(counts.filter(([status]) => status >= 200 && status < 300)),
    };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #count(name: string, status: number): void {
    const counts = this.counts.get(name) ?? new Map<number, number>();
    counts.set(status, (counts.get(status) ?? 0) + 1);
    this.counts.set(name, counts);
  }
}
