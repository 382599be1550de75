import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Network } from '@castellan/core';
import { serve } from '@hono/node-server';
import { createApi } from './api/create-api.ts';
import { openGazetteer } from './gazetteer/open-gazetteer.ts';
import { DeliveryGate } from './ingest/delivery-gate.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { jobs } from './jobs/jobs.ts';
import { Notices } from './live/notices.ts';
import { Meters } from './meters/meters.ts';
import { readPages } from './pages/read-pages.ts';
import { newSetUpSecret } from './people/set-up.ts';
import { ProviderClient } from './providers/provider-client.ts';
import { openStore } from './store/open-store.ts';
import { Partitions } from './store/partitions.ts';
import { Vault } from './vault/vault.ts';
import { WatchError } from './words/watch-error.ts';

export interface WatchOptions {
  /** Holds the embedded PostgreSQL, and the key of the secrets that are stored. */
  readonly directory: string;
  readonly databaseUrl?: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Where people reach the console, when that is not `http://host:port`. */
  readonly publicUrl?: string;
  readonly trustedProxies: readonly Network[];
  /** Inner networks to which alerts may be sent; without them only public addresses. */
  readonly innerNetworks?: readonly Network[];
  /** Hears what went wrong while serving, for the log. */
  readonly onError: (error: unknown) => void;
}

export interface RunningWatch {
  readonly url: string;
  /** Where the first person is made; `undefined` once there is one. Valid for a day, and once. */
  readonly setUpUrl: string | undefined;
  /** Where the data is. */
  readonly place: string;
  /** Account of the embedded PostgreSQL, when it is another one. */
  readonly account: string | undefined;
  /** Stops taking requests, ends what runs, and stops the embedded PostgreSQL in order. */
  close(): Promise<void>;
}

/** Starts the console: store, schema, jobs, API. Throws `WatchError` in words when it cannot. */
export async function startWatch(options: WatchOptions): Promise<RunningWatch> {
  const { directory, databaseUrl, port, host, onError } = options;
  const open = await openStore({ directory, ...(databaseUrl !== undefined && { databaseUrl }) });
  const { store, connection } = open;
  const partitions = new Partitions(store);
  const notices = new Notices(connection);
  let runner: JobRunner | undefined;
  let server: Server | undefined;
  const close = async (): Promise<void> => {
    await runner?.stop();
    if (server !== undefined) await end(server);
    await notices.close();
    await open.close();
  };
  try {
    await notices.start();
    // The port is needed before the API, which must know where it is reached.
    const gate = new DeliveryGate();
    const meters = new Meters();
    const handler: { fetch: (request: Request, env: object) => Response | Promise<Response> } = {
      fetch: () => new Response(null, { status: 503, headers: { 'retry-after': '1' } }),
    };
    server = await listen((request, env) => handler.fetch(request, env as object), port, host);
    const url = new URL(options.publicUrl ?? urlOf(server, host));
    const { trustedProxies, innerNetworks = [] } = options;
    const vault = new Vault(directory);
    const gazetteer = await openGazetteer(directory, onError);
    const alerts = { store, vault, publicUrl: url, innerNetworks, gazetteer };
    const context = {
      store,
      partitions,
      notices,
      gate,
      meters,
      gazetteer,
      alerts,
      provider: new ProviderClient(innerNetworks),
      publicUrl: url,
      trustedProxies,
    };
    const api = createApi(context, { version: watchVersion(), pages: readPages(), onError });
    handler.fetch = (request, env) => api.fetch(request, env);
    const secret = await newSetUpSecret(store);
    runner = new JobRunner(store, jobs(store, partitions, alerts), onError, meters);
    runner.start();
    return {
      url: url.origin,
      setUpUrl: secret === undefined ? undefined : `${url.origin}/setup#${secret}`,
      place: open.place,
      account: open.embedded?.account,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Version of this package. */
export function watchVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function listen(
  fetch: (request: Request, env: unknown) => Response | Promise<Response>,
  port: number,
  hostname: string,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname }, () => resolve(server)) as Server;
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'it is taken' : cause.message;
      reject(new WatchError(`Port ${port} of ${hostname} cannot be used: ${reason}.`, { cause }));
    });
  });
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const isAny = host === '0.0.0.0' || host === '::';
  const name = isAny ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Streams never end by themselves. */
async function end(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
