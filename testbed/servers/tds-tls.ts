import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { PacketReader, packetTypes, packets } from './tds-protocol.ts';

/**
 * TLS inside of TDS (MS-TDS, 2.2.6.5 and 3.3.5.2): its handshake travels in pre-login packets, and
 * what follows as bare records. The client is the first to leave the packets out.
 */
export function startTlsInTds(socket: Socket, secureContext: SecureContext): TLSSocket {
  const reader = new PacketReader();
  let isWrapped = true;
  const encrypted = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      socket.write(isWrapped ? packets(chunk, packetTypes.prelogin) : chunk, () => done());
    },
    final: (done) => socket.end(() => done()),
  });
  socket.on('data', (chunk: Buffer) => {
    isWrapped &&= chunk[0] === packetTypes.prelogin;
    if (!isWrapped) encrypted.push(chunk);
    else for (const { payload } of reader.read(chunk)) encrypted.push(payload);
  });
  socket.once('close', () => encrypted.destroy());
  const secured = new TLSSocket(encrypted, {
    isServer: true,
    secureContext,
    maxVersion: 'TLSv1.2',
  });
  secured.on('error', () => socket.destroy());
  return secured;
}
