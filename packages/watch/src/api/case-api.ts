import assert from 'node:assert/strict';
import type { Network } from '@castellan/core';
import type { Hono } from 'hono';
import { caseGazetteer } from '../gazetteer/case-gazetteer.ts';
import { DeliveryGate } from '../ingest/delivery-gate.ts';
import { Notices } from '../live/notices.ts';
import { Meters } from '../meters/meters.ts';
import { newSetUpSecret } from '../people/set-up.ts';
import { ProviderClient } from '../providers/provider-client.ts';
import { caseServers, temporaryDirectory } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { Partitions } from '../store/partitions.ts';
import { Vault } from '../vault/vault.ts';
import { createApi } from './create-api.ts';

const origin = 'https://watch.example.com';
/** Of everybody in these tests. */
export const password = 'correct horse battery';
/** As the server tells the API who asks. */
export const client = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

export interface Call {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Keeps the session's cookie as a browser does: the latest that it was given. */
export interface Browser {
  cookie: string;
}

/** The whole API on a store of its own, called without a network. */
export interface CaseApi {
  readonly api: Hono;
  readonly open: OpenStore;
  call(method: string, path: string, what?: Call): Promise<Response>;
  /** Calls it with a cookie; a browser takes the one that comes back. */
  as(who: string | Browser, method: string, path: string, body?: unknown): Promise<Response>;
  /** Sets watch up as Ada, the first owner; what the API answered, with the cookie of her session. */
  setUp(): Promise<Response>;
  /** Fails when something went wrong that nobody expected. */
  close(): Promise<void>;
}

export async function openCaseApi(innerNetworks: readonly Network[] = []): Promise<CaseApi> {
  const open = await caseServers[0]!.open();
  const { store, connection } = open;
  const notices = new Notices(connection);
  await notices.start();
  const publicUrl = new URL(origin);
  const unexpected: unknown[] = [];
  const gazetteer = await caseGazetteer();
  const context = {
    store,
    notices,
    meters: new Meters(),
    gazetteer,
    publicUrl,
    gate: new DeliveryGate({ bytesPerMinute: 1_048_576 }),
    partitions: new Partitions(store),
    trustedProxies: [],
    alerts: {
      store,
      publicUrl,
      gazetteer,
      vault: new Vault(temporaryDirectory()),
      innerNetworks,
    },
    provider: new ProviderClient(innerNetworks),
  };
  const api = createApi(context, { version: '1.2.3', onError: (error) => unexpected.push(error) });
  const call: CaseApi['call'] = async (method, path, { body, headers } = {}) =>
    api.request(
      path,
      {
        method,
        headers: {
          host: publicUrl.host,
          origin,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      client,
    );
  return {
    api,
    open,
    call,
    async as(who, method, path, body) {
      const cookie = typeof who === 'string' ? who : who.cookie;
      const answer = await call(method, path, {
        headers: { cookie },
        ...(body !== undefined && { body }),
      });
      const set = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-castellan='));
      if (typeof who !== 'string' && set !== undefined) who.cookie = set.split(';')[0] ?? '';
      return answer;
    },
    async setUp() {
      const secret = await newSetUpSecret(store);
      const body = { secret, email: 'ada@example.com', name: 'Ada', password };
      return call('POST', '/api/v1/setup', { body });
    },
    async close() {
      await notices.close();
      await open.close();
      assert.deepEqual(unexpected, [], 'nothing went wrong that nobody expected');
    },
  };
}

/** What it answered; fails when it refused. */
export async function jsonOf<Value>(response: Response): Promise<Value> {
  assert.ok(response.ok, `${response.status} ${await response.clone().text()}`);
  return (await response.json()) as Value;
}
