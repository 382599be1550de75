import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canariesIn } from '@castellan/core';

/** An address of the run's own on this machine: who fetches it was led there by a request. */
export class CallBack {
  readonly #server: Server = createServer((req, res) => {
    for (const canary of canariesIn(req.url ?? '')) this.#seen.add(canary);
    res.setHeader('content-type', 'text/plain').end('castellan');
  });
  readonly #seen = new Set<string>();

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.#server.unref();
  }

  /** `127.0.0.1:port`. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whether an address that held the canary was fetched. */
  wasCalled(canary: string): boolean {
    return this.#seen.has(canary);
  }

  /** Whether an address with one of the canaries in a text was fetched. */
  calledBy(text: string): boolean {
    return canariesIn(text).some((canary) => this.#seen.has(canary));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
