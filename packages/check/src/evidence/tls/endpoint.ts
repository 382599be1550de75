import { connect, isIP, type Socket } from 'node:net';
import type { StartTls } from '../../analysis/tls/server-facts.ts';
import { Conversation, TlsRefused } from './conversation.ts';
import { startTls } from './start-tls.ts';

/** A server to look at. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly startTls?: StartTls;
  /** Name for SNI and the certificate when it is not `host`. */
  readonly serverName?: string;
}

/** How far it came: nobody was reached, the talk before TLS broke off, or the server does no TLS. */
type Obstacle = 'not reached' | 'broken off' | 'refused';

/** A connection on which TLS may begin, or why there is none. */
export type Opening =
  | { readonly socket: Socket }
  | { readonly failure: string; readonly obstacle: Obstacle };

/** Connects and, where asked, talks the server into TLS. Never rejects; the socket has an error listener. */
export async function open(endpoint: Endpoint, timeoutMs: number): Promise<Opening> {
  const socket = connect({ host: endpoint.host, port: endpoint.port, noDelay: true });
  let failure = `no connection within ${timeoutMs} ms`;
  socket.on('error', (error) => {
    failure = error.message;
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    socket.destroy();
  }, timeoutMs);
  try {
    const isConnected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('close', () => resolve(false));
    });
    if (!isConnected) return { failure, obstacle: 'not reached' };
    if (endpoint.startTls) {
      const talk = new Conversation(socket);
      await startTls[endpoint.startTls](talk);
      talk.release();
    }
    return { socket };
  } catch (error) {
    socket.destroy();
    const obstacle = error instanceof TlsRefused ? 'refused' : 'broken off';
    if (isLate) return { failure: `no answer within ${timeoutMs} ms`, obstacle };
    return { failure: error instanceof Error ? error.message : String(error), obstacle };
  } finally {
    clearTimeout(timer);
  }
}

/** The name for SNI, which may not be an address. */
export function serverNameOf({ host, serverName }: Endpoint): string | undefined {
  const name = serverName ?? host;
  return isIP(name) === 0 ? name : undefined;
}
