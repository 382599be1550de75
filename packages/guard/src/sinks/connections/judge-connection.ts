import type { BlockedError } from '@castellan/core';
import type { RequestContext } from '../../context/request-context.ts';
import { judgeFor } from '../../verdict/judge.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { ownPorts } from './own-ports.ts';
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
  const origins = redirectedFrom(host);
  return judgeFor(context, point, {
    kind: 'connect',
    host,
    port,
    ownPorts: ownPorts(),
    ...(address === undefined ? {} : { address }),
    ...(url === undefined ? {} : { url }),
    ...(origins.length === 0 ? {} : { redirectedFrom: origins }),
  });
}
