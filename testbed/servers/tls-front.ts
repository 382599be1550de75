import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, createSecureContext, type SecureContext } from 'node:tls';

/** A server in front of PostgreSQL that speaks TLS to clients, as managed databases do. */
export interface TlsFront {
  readonly url: string;
  /** Connections that asked for TLS and got it. */
  encrypted(): number;
  stop(): void;
}

/** Starts it on a free loopback port, with a certificate of its own; `url` is the real server's. */
export async function startTlsFront(url: string): Promise<TlsFront> {
  const secureContext = selfSigned();
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

function selfSigned(): SecureContext {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-tls-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', '2'];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert],
    ...subject,
  ]);
  try {
    if (made.status !== 0) throw new Error(`openssl: ${made.error ?? made.stderr}`);
    return createSecureContext({ key: readFileSync(key), cert: readFileSync(cert) });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
