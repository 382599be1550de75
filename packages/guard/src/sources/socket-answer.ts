import type { Duplex } from 'node:stream';
import type { Answer } from '../context/request-context.ts';

/** Answers on the bare connection of an `upgrade` or `CONNECT` request. */
export function socketAnswer(socket: Duplex): Answer {
  // What the app has written by then is no longer HTTP that an answer could follow.
  let bytesBefore = (socket as { bytesWritten?: number }).bytesWritten ?? 0;
  return {
    hasBegun: () => ((socket as { bytesWritten?: number }).bytesWritten ?? 0) !== bytesBefore,
    hasEnded: () => socket.destroyed,
    send(status, headers, body) {
      const lines = Object.entries({ ...headers, connection: 'close' });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.end(`HTTP/1.1 ${status} Forbidden\r\n${head}\r\n${body}`);
      bytesBefore = -1;
    },
    cut: () => void socket.destroy(),
  };
}
