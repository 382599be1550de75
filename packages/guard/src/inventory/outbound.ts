import { channel } from 'node:diagnostics_channel';
import { type HostReached, wireLimits } from '@castellan/core';
import { Tally } from './tally.ts';

interface Target {
  readonly host: string;
  readonly port: number;
}

const kTarget: unique symbol = Symbol('castellan.target') as never;
type Aimed = object & { [kTarget]?: Target };

/** Any connection, whatever opened it, and those that a library is known of. */
const opened = new Tally(wireLimits.outbound);
const used = new Tally(wireLimits.outbound);
const originsByUrl = new Map<string, Target>();
let isWanted = false;
let own: string | undefined;

/** Hosts are counted from now on, all but the one that guard itself reports to. */
export function watchOutbound(watchUrl: string | false): void {
  isWanted = true;
  const target = watchUrl === false ? undefined : targetOf(watchUrl);
  own = target && keyOf(target);
  // Told once for each request, over whatever agents, pools and clients it goes.
  channel('undici:request:create').subscribe((message) => {
    const { request } = message as { request?: { origin?: unknown } };
    if (typeof request?.origin === 'string') countOrigin(request.origin, 'fetch');
  });
}

/** Counts a connection that is being opened, and keeps with the socket where it goes. */
export function countConnection(socket: object, host: unknown, port: unknown): void {
  if (!isWanted) return;
  const target = { host: typeof host === 'string' ? host : 'localhost', port: Number(port) || 0 };
  (socket as Aimed)[kTarget] = target;
  const key = keyOf(target);
  if (key !== own) opened.add(key);
}

/** Counts what a library does over a connection: a request, or the connection itself. */
export function countUse(socket: object, library: string): void {
  const target = (socket as Aimed)[kTarget];
  if (target !== undefined) count(target, library);
}

/** The same where the origin of a request is known and its connection is not. */
export function countOrigin(origin: string, library: string): void {
  if (!isWanted) return;
  let target = originsByUrl.get(origin);
  if (target === undefined) {
    target = targetOf(origin);
    if (target === undefined) return;
    if (originsByUrl.size < wireLimits.outbound) originsByUrl.set(origin, target);
  }
  count(target, library);
}

/** Hosts with what was done since what was told last arrived. */
export function takeOutbound(): readonly HostReached[] {
  const known = used.take();
  const others = opened.take().filter(({ key }) => !libraryKnown.has(key));
  return [
    ...known.map(({ key, count }) => {
      const at = key.indexOf(' ');
      return { ...read(key.slice(at + 1)), library: key.slice(0, at), count };
    }),
    ...others.map(({ key, count }) => ({ ...read(key), library: 'node:net', count })),
  ].slice(0, wireLimits.outbound);
}

export function outboundDelivered(): void {
  used.delivered();
  opened.delivered();
}

/** Connections and requests to hosts over the bound. */
export function outboundLeftOut(): number {
  return opened.leftOut + used.leftOut;
}

const libraryKnown = new Set<string>();

function count(target: Target, library: string): void {
  const key = keyOf(target);
  if (key === own) return;
  if (libraryKnown.size < wireLimits.outbound) libraryKnown.add(key);
  used.add(`${library} ${key}`);
}

function keyOf({ host, port }: Target): string {
  return `${port} ${host.toLowerCase()}`;
}

function read(key: string): { readonly host: string; readonly port: number } {
  const at = key.indexOf(' ');
  const host = key.slice(at + 1).slice(0, wireLimits.name);
  return { host: host === '' ? 'unknown' : host, port: Number(key.slice(0, at)) };
}

function targetOf(origin: string): Target | undefined {
  if (!URL.canParse(origin)) return undefined;
  const { hostname, port, protocol } = new URL(origin);
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return { host, port: Number(port) || (/^(https|wss):$/.test(protocol) ? 443 : 80) };
}
