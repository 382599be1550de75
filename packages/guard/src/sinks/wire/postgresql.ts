import type { WireProtocol, WireStatement } from './wire-protocol.ts';

const QUERY = 0x51;
const PARSE = 0x50;
const HEADER_BYTES = 5;
/** PostgreSQL itself refuses messages above 1 GB (`PQ_LARGE_MESSAGE_LIMIT`). */
const MAX_BODY_BYTES = 0x4000_0000;

const START_MAJOR = 3;
const MAX_STARTUP_BYTES = 10_000;

/**
 * Reads what a PostgreSQL client sends after its start-up packet (PostgreSQL manual, "Frontend/Backend
 * Protocol", 53.7): statements travel in `Query` and `Parse` messages.
 */
export class PostgresqlProtocol implements WireProtocol {
  readonly library = 'postgresql';
  readonly dialect = 'postgresql';
  readonly encoding = 'utf8';
  readonly headerBytes: number = HEADER_BYTES;
  readonly version: string;

  constructor(startup: Buffer) {
    this.version = `${startup.readUInt16BE(4)}.${startup.readUInt16BE(6)}`;
  }

  packetLength(bytes: Buffer, at: number): number {
    // The start-up packet, the only one without a type, begins with a zero.
    if (bytes[at] === 0) {
      const startup = bytes.readUInt32BE(at);
      return startup > 8 && startup <= MAX_STARTUP_BYTES ? startup : 0;
    }
    const length = bytes.readUInt32BE(at + 1);
    const isKnown = isLetter(bytes[at]) && length >= 4 && length <= MAX_BODY_BYTES;
    return isKnown ? length + 1 : 0;
  }

  isStatement(bytes: Buffer, at: number): boolean {
    return bytes[at] === QUERY || bytes[at] === PARSE;
  }

  isLast(): boolean {
    return true;
  }

  statementIn(message: Buffer): WireStatement | undefined {
    let start = HEADER_BYTES;
    if (message[0] === PARSE) {
      const nameEnd = message.indexOf(0, start);
      if (nameEnd < 0) return undefined;
      start = nameEnd + 1;
    }
    const zero = message.indexOf(0, start);
    const end = zero < 0 ? message.length : zero;
    return { text: message.toString('utf8', start, end), ranges: [{ start, end }] };
  }
}

/** A start-up packet of protocol 3; the requests for encryption and cancelling have other codes. */
export function isPostgresqlStartup(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const length = bytes.readUInt32BE(0);
  return length > 8 && length <= MAX_STARTUP_BYTES && bytes.readUInt16BE(4) === START_MAJOR;
}

/** `SSLRequest` and `GSSENCRequest`: the start-up packet follows, on this socket or a TLS one. */
export function isPostgresqlEncryptionRequest(bytes: Buffer): boolean {
  if (bytes.length !== 8 || bytes.readUInt32BE(0) !== 8) return false;
  const code = bytes.readUInt32BE(4);
  return code === 80_877_103 || code === 80_877_104;
}

function isLetter(byte: number | undefined): boolean {
  const lower = (byte ?? 0) | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
