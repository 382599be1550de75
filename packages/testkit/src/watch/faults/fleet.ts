import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Event, Incident, PageOf } from '@castellan/watch/api';
import { ApiClient } from '../api-client.ts';
import type { Told } from './senders.ts';

/** How often a trial does its harm, and who hears how far it is. */
export interface TrialRun {
  readonly times: number;
  readonly progress: (words: string) => void;
}

/** A directory that every account may enter, and how to take it away. */
export function faultHome(): { readonly home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'castellan-faults-'));
  chmodSync(home, 0o755);
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Waits until `look` finds something; fails after the given time. */
export async function eventually<Found>(
  seconds: number,
  what: string,
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
): Promise<Found> {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await pause(50)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`${what}: not within ${seconds} s`);
}

/** Resolves when so many more events than now have been acknowledged. */
export async function goesOn({ acknowledged }: Told, more: number): Promise<void> {
  const wanted = acknowledged.size + more;
  await eventually(60, 'deliveries go on', () => acknowledged.size >= wanted);
}

/** An app, and the token that delivers for it. */
export async function tokenFor(client: ApiClient, name: string): Promise<string> {
  const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name });
  const wanted = { app, environment: 'production', name: 'test' };
  return (await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', wanted)).token;
}

/** Every item of a list, page by page. */
export async function readAll<Item>(client: ApiClient, path: string): Promise<readonly Item[]> {
  const all: Item[] = [];
  let cursor = '';
  for (;;) {
    const page = await client.call<PageOf<Item>>('GET', `${path}?limit=200${cursor}`);
    all.push(...page.items);
    if (page.next === undefined) return all;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}

/** What was acknowledged is there once, in one incident of each address. */
export async function assertWhole(client: ApiClient, { acknowledged }: Told): Promise<void> {
  const events = await readAll<Event>(client, '/api/v1/events');
  const ids = new Set(events.map(({ id }) => id));
  assert.equal(ids.size, events.length, 'no event is there twice');
  assert.deepEqual(
    [...acknowledged].filter((id) => !ids.has(id)),
    [],
    'nothing acknowledged is lost',
  );
  const incidents = await readAll<Incident>(client, '/api/v1/incidents');
  const actors = new Set(events.map(({ finding }) => finding.request?.address));
  assert.equal(incidents.length, actors.size, 'one incident for each address');
  const counted = incidents.reduce((sum, one) => sum + one.events, 0);
  assert.equal(counted, events.length, 'incidents count what is there');
}

/** Signs in at another server of the same store. */
export async function signedInAt(url: string): Promise<ApiClient> {
  const client = new ApiClient(url);
  const person = { email: 'ada@example.com', password: 'correct horse battery' };
  await client.call('POST', '/api/v1/session', person);
  return client;
}

/** Takes whatever is sent to it, as a team's webhook does. */
export async function startHook(
  took: (body: string) => void,
): Promise<{ readonly url: string; end(): void }> {
  const server: Server = createServer((req, res) => {
    let body = '';
    req.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    req.on('end', () => {
      took(body);
      res.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    end() {
      server.close();
      server.closeAllConnections();
    },
  };
}
