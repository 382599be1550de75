import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import { selfSigned } from './self-signed.ts';

/** A server in front of PostgreSQL that speaks TLS to clients, as managed databases do. */
export interface TlsFront {
  readonly url: string;
  /** Connections that asked for TLS and got it. */
  encrypted(): number;
  stop(): void;
}

/** Starts it on a free loopback port, with a certificate of its own; `url` is the real server's. */
export async function startTlsFront(url: string): Promise<TlsFront> {
  const secureContext = createSecureContext(selfSigned());
  const { port } = new URL(url);
  const sockets = new Set<Socket>();
  let encrypted = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.once('data', () => {
      client.write('S');
      const secured = new TLSSocket(client, { isServer: true, secureContext });
      const backend = connect(Number(port), '127.0.0.1');
      sockets.add(backend);
      secured.once('secure', () => (encrypted += 1));
      for (const side of [secured, backend]) side.on('error', () => client.destroy());
      secured.pipe(backend).pipe(secured);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const front = new URL(url);
  front.port = String((server.address() as AddressInfo).port);
  return {
    url: front.href,
    encrypted: () => encrypted,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
