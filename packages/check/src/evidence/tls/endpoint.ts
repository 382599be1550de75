import { connect, isIP, type Socket } from 'node:net';
import type { StartTls } from '../../analysis/tls/server-facts.ts';
import { Conversation } from './conversation.ts';
import { startTls } from './start-tls.ts';

/** A server to look at. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly startTls?: StartTls;
  /** Name for SNI and the certificate when it is not `host`. */
  readonly serverName?: string;
}

/** A connection on which TLS may begin, or why there is none. */
export type Opening = { readonly socket: Socket } | { readonly failure: string };

/** Connects and, where asked, talks the server into TLS. Never rejects; the socket has an error listener. */
export async function open(endpoint: Endpoint, timeoutMs: number): Promise<Opening> {
  const socket = connect({ host: endpoint.host, port: endpoint.port, noDelay: true });
  let failure = `no connection within ${timeoutMs} ms`;
  socket.on('error', (error) => {
    failure = error.message;
  });
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  try {
    const isConnected = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('close', () => resolve(false));
    });
    if (!isConnected) return { failure };
    if (endpoint.startTls) {
      const talk = new Conversation(socket);
      await startTls[endpoint.startTls](talk);
      talk.release();
    }
    return { socket };
  } catch (error) {
    socket.destroy();
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** The name for SNI, which may not be an address. */
export function serverNameOf({ host, serverName }: Endpoint): string | undefined {
  const name = serverName ?? host;
  return isIP(name) === 0 ? name : undefined;
}
