import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { after } from 'node:test';
import { parseNetwork } from '@castellan/core';
import type { Look, World } from './monitor-kind.ts';
import { monitorKinds } from './registry.generated.ts';

export const now: Date = new Date();
export const reach: World['reach'] = {
  innerNetworks: [parseNetwork('127.0.0.0/8')!],
  timeoutMs: 3_000,
};
const world: World = {
  monitorId: randomUUID(),
  now,
  reach,
  signal: new AbortController().signal,
  resolver: new Resolver(),
  store: undefined as never,
};

/** What a kind finds on this machine, for tests; `part` is what differs in the world that it works with. */
export function look(
  kind: string,
  settings: object,
  remembered?: unknown,
  part: Partial<World> = {},
): Promise<Look> {
  const found = monitorKinds.find((one) => one.kind === kind);
  assert.ok(found, kind);
  return found.look(found.settings.parse(settings) as never, { ...world, ...part }, remembered);
}

/** The port of a server that listens until the tests are over. */
export async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** The address of a site that listens until the tests are over. */
export async function site(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await portOf(createServer(answer))}`;
}
