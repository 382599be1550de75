import { payloadsOf, placesOf } from './packet-payloads.ts';
import { rpcStatement } from './tds-rpc.ts';
import type { WireProtocol, WireStatement } from './wire-protocol.ts';

const SQL_BATCH = 0x01;
const RPC = 0x03;
const LOGIN7 = 0x10;
const PRELOGIN = 0x12;
const KNOWN_TYPES: ReadonlySet<number> = new Set([
  SQL_BATCH,
  0x02,
  RPC,
  0x06,
  0x07,
  0x08,
  0x0e,
  LOGIN7,
  0x11,
  PRELOGIN,
]);
const HEADER_BYTES = 8;
const END_OF_MESSAGE = 0x01;

/**
 * Reads what a SQL Server client sends ([MS-TDS] 2.2): statements travel as UTF-16LE in batches and
 * as parameters of `sp_executesql` and its kin, in messages of one packet or several.
 */
export class TdsProtocol implements WireProtocol {
  readonly library = 'mssql';
  readonly dialect = 'mssql';
  readonly version = '7';
  readonly encoding = 'utf16le';
  readonly headerBytes: number = HEADER_BYTES;

  packetLength(bytes: Buffer, at: number): number {
    const length = bytes.readUInt16BE(at + 2);
    return KNOWN_TYPES.has(bytes[at] as number) && length >= HEADER_BYTES ? length : 0;
  }

  isStatement(bytes: Buffer, at: number): boolean {
    return bytes[at] === SQL_BATCH || bytes[at] === RPC;
  }

  isLast(bytes: Buffer, at: number): boolean {
    return ((bytes[at + 1] as number) & END_OF_MESSAGE) !== 0;
  }

  statementIn(message: Buffer): WireStatement | undefined {
    const { joined, parts } = payloadsOf(message, HEADER_BYTES, (at) =>
      message.readUInt16BE(at + 2),
    );
    const body = allHeadersLength(joined);
    const ranges =
      message[0] === RPC ? rpcStatement(joined, body) : [{ start: body, end: joined.length }];
    if (ranges === undefined) return undefined;
    const text = ranges.map(({ start, end }) => joined.toString('utf16le', start, end)).join('');
    return { text, ranges: placesOf(ranges, parts) };
  }
}

/** Bytes of ALL_HEADERS, which TDS 7.2 put first; read as text, its length would hold a NUL. */
function allHeadersLength(payload: Buffer): number {
  if (payload.length < 4) return 0;
  const length = payload.readUInt32LE(0);
  return length >= 4 && length < 0x1_0000 && length <= payload.length ? length : 0;
}

export function isTdsPrelogin(bytes: Buffer): boolean {
  const VERSION_OPTION = 0;
  return (
    bytes.length > 16 &&
    bytes[0] === PRELOGIN &&
    bytes.readUInt16BE(2) === bytes.length &&
    bytes[8] === VERSION_OPTION &&
    bytes.readUInt16BE(9) < bytes.length
  );
}

/** The first thing said inside TLS, where TLS itself was negotiated in pre-login packets. */
export function isTdsLogin(bytes: Buffer): boolean {
  if (bytes.length < 44 || bytes[0] !== LOGIN7) return false;
  const length = bytes.readUInt32LE(8);
  return length >= 36 && length < 0x2_0000 && (bytes[15] as number) >> 4 === 7;
}

/** TLS 1.x records: the login and all that follows cannot be read on this socket. */
export function isTlsRecord(bytes: Buffer, at: number): boolean {
  const type = bytes[at] as number;
  return type >= 0x14 && type <= 0x17 && bytes[at + 1] === 3;
}
