import { isIP, type Socket, connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Reach } from './exchange.ts';
import { orAborted } from './or-aborted.ts';
import { resolvePublic } from './resolve-public.ts';

export interface LineServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'none';
  /** Certificates that are trusted for it, in place of the public ones. */
  readonly ca?: string | undefined;
}

/** How long a receiver that was sent everything may take to close. */
const graceMs = 3_000;

/**
 * Sends bytes on a connection of their own to a judged address, and resolves once the other side has
 * closed it without an error: nobody acknowledges syslog, and a receiver that went away in the middle
 * resets the connection. Rejects when it was not reached or broke off.
 */
export async function sendLines(
  bytes: Buffer,
  { host, port, security, ca }: LineServer,
  { innerNetworks, timeoutMs }: Reach,
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const [{ address }] = await orAborted(resolvePublic(host, innerNetworks), signal);
  const socket =
    security === 'tls'
      ? connectTls({
          host: address,
          port,
          ...(ca !== undefined && { ca }),
          // The certificate is to be that of the name, although the judged address is connected to.
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : connect({ host: address, port });
  try {
    await orAborted(
      handedOver(socket, bytes, security === 'tls' ? 'secureConnect' : 'connect'),
      signal,
    );
  } finally {
    socket.destroy();
  }
}

function handedOver(socket: Socket, bytes: Buffer, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(ready, () => socket.end(bytes));
    socket.once('error', reject);
    // Read on to the end, so that it is seen. Some receivers leave it open: then what was sent must do.
    socket.resume();
    socket.once('finish', () => setTimeout(resolve, graceMs).unref());
    socket.once('close', () => {
      if (socket.writableFinished && socket.readableEnded) resolve();
      else reject(new Error('the connection broke off'));
    });
  });
}
