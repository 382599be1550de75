import type { IncomingMessage } from 'node:http';
import { clientAddress } from '@castellan/core';
import { enforcement } from './enforcement.ts';

/** Address of the client, as far as it can be believed; see `clientAddress` for the rule. */
export function clientOf(req: IncomingMessage): string | undefined {
  const { trustedProxies } = enforcement().policy;
  const peer = req.socket?.remoteAddress;
  // Headers are parsed when they are first read: not before a proxy is trusted to write them.
  const header = trustedProxies.length === 0 ? undefined : req.headers['x-forwarded-for'];
  const forwardedFor = Array.isArray(header) ? header.join(',') : header;
  return clientAddress(peer, forwardedFor, trustedProxies);
}
