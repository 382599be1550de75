import type { BlockedError } from '@castellan/core';
import type { RequestContext } from '../../context/request-context.ts';
import { judgeFor } from '../../verdict/judge.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { redirectedFrom } from './redirects.ts';

/** Where a connection is about to go. */
export interface Destination {
  /** Name or address literal, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly address: string | undefined;
  readonly url?: string;
}

/** Judges one destination on behalf of a request. */
export function judgeConnection(
  context: RequestContext,
  point: SinkPoint,
  { host, port, address, url }: Destination,
): BlockedError | undefined {
  const origins = redirectedFrom(context, host);
  return judgeFor(context, point, {
    kind: 'connect',
    host,
    port,
    ...ownPort(context, address),
    ...(address === undefined ? {} : { address }),
    ...(url === undefined ? {} : { url }),
    ...(origins.length === 0 ? {} : { redirectedFrom: origins }),
  });
}

/**
 * The port on which this very request came in, when the connection goes back to where it was
 * received. Other servers of the process do not count: an inner one is what SSRF is after.
 */
function ownPort(
  { req: { socket } }: RequestContext,
  address: string | undefined,
): { readonly ownPorts?: readonly number[] } {
  const port = socket?.localPort;
  if (port === undefined || address === undefined) return {};
  const isHere = address === socket.localAddress || /^(?:127\.|::1$|::ffff:127\.)/.test(address);
  return isHere ? { ownPorts: [port] } : {};
}
