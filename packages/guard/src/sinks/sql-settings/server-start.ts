import type { Socket } from 'node:net';
import { nonstandard } from './assignments.ts';
import type { SessionSettings } from './session-settings.ts';

/** A server's first words are a few hundred bytes; what is longer is something else. */
const MAX_BYTES = 65_536;

/** Reads the message at the beginning of `bytes`: its length, 0 while it is not whole, -1 to end. */
type ReadMessage = (bytes: Buffer, settings: SessionSettings) => number;

const readers: Readonly<Record<'postgresql' | 'mysql', ReadMessage>> = {
  postgresql: readPostgresql,
  mysql: readMysql,
};

/**
 * Listens to what a server says until it is ready: PostgreSQL reports `standard_conforming_strings`
 * (from its configuration, the role's or the database's), MySQL whether backslashes escape. Ends by
 * itself, and leaves the socket as it was.
 */
export function listenToStart(
  socket: Socket,
  protocol: 'postgresql' | 'mysql',
  settings: SessionSettings,
): void {
  const read = readers[protocol];
  const { push } = socket;
  let bytes: Buffer = Buffer.alloc(0);
  let total = 0;
  const end = (): void => {
    Reflect.deleteProperty(socket, 'push');
  };
  const value = function (this: Socket, ...args: Parameters<typeof push>): boolean {
    const [chunk] = args as unknown[];
    try {
      if (!Buffer.isBuffer(chunk)) end();
      else {
        total += chunk.length;
        bytes = Buffer.concat([bytes, chunk]);
        for (;;) {
          const length = read(bytes, settings);
          if (length < 0 || total > MAX_BYTES) end();
          if (length <= 0) break;
          bytes = bytes.subarray(length);
        }
      }
    } catch {
      end();
    }
    return Reflect.apply(push, this, args);
  };
  Reflect.defineProperty(socket, 'push', { value, configurable: true, writable: true });
}

const PARAMETER_STATUS = 0x53;
const READY_OR_ERROR = new Set([0x5a, 0x45]);

function readPostgresql(bytes: Buffer, settings: SessionSettings): number {
  if (bytes.length < 5) return 0;
  const length = bytes.readUInt32BE(1) + 1;
  if (READY_OR_ERROR.has(bytes[0] as number) || length < 5 || length > MAX_BYTES) return -1;
  if (bytes.length < length) return 0;
  if (bytes[0] === PARAMETER_STATUS) {
    const [name, value] = bytes.toString('latin1', 5, length).split('\0');
    const state = nonstandard(value);
    if (name === 'standard_conforming_strings' && state !== 'default') {
      settings.learnFromServer('nonstandardStrings', state);
    }
  }
  return length;
}

const OK = 0x00;
const ERROR = 0xff;
const NO_BACKSLASH_ESCAPES = 0x200;

/** Up to the OK packet that ends the handshake (MySQL Internals, "OK_Packet"). */
function readMysql(bytes: Buffer, settings: SessionSettings): number {
  if (bytes.length < 5) return 0;
  const length = bytes.readUIntLE(0, 3) + 4;
  if (bytes.length < length) return 0;
  if (bytes[4] === ERROR) return -1;
  if (bytes[4] !== OK) return length;
  // No rows, no id: one byte each. Then the status.
  const status = bytes[5] === 0 && bytes[6] === 0 && length >= 9 ? bytes.readUInt16LE(7) : 0;
  const isOn = (status & NO_BACKSLASH_ESCAPES) !== 0;
  settings.learnFromServer('noBackslashEscapes', isOn ? 'on' : 'off');
  return -1;
}
