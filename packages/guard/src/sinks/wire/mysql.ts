import { skipQueryAttributes } from './mysql-query-attributes.ts';
import { payloadsOf, placesOf } from './packet-payloads.ts';
import type { WireProtocol, WireStatement } from './wire-protocol.ts';

const COM_QUERY = 0x03;
const COM_STMT_PREPARE = 0x16;
const HEADER_BYTES = 4;
const MAX_PAYLOAD_BYTES = 0xff_ffff;

const CLIENT_COMPRESS = 0x20;
const CLIENT_PROTOCOL_41 = 0x200;
const CLIENT_SSL = 0x800;
const CLIENT_ZSTD_COMPRESSION = 0x400_0000;
/** Capabilities, packet size, character set, filler. */
const FIXED_HANDSHAKE_BYTES = 32;

/**
 * Reads what a MySQL or MariaDB client sends after its handshake (MySQL Internals, "Client/Server
 * Protocol"): a command is a packet with sequence number 0.
 */
export class MysqlProtocol implements WireProtocol {
  readonly library = 'mysql';
  readonly dialect = 'mysql';
  readonly version = '4.1';
  readonly encoding = 'utf8';
  readonly headerBytes: number = HEADER_BYTES;
  /** True when the client offers to compress what follows the handshake. */
  readonly isCompressed: boolean;
  #lastSequence = 0;

  constructor(isCompressed = false) {
    this.isCompressed = isCompressed;
  }

  packetLength(bytes: Buffer, at: number): number {
    return bytes.readUIntLE(at, 3) + HEADER_BYTES;
  }

  isStatement(bytes: Buffer, at: number): boolean {
    const sequence = bytes[at + 3] as number;
    // File contents (LOAD DATA LOCAL) count on beyond 255: the 0 after it begins no command.
    const isCommand = sequence === 0 && this.#lastSequence !== 255;
    this.#lastSequence = sequence;
    if (!isCommand) return false;
    // The command stands behind the header, which may be all that has been written so far.
    const command = bytes[at + HEADER_BYTES] ?? COM_QUERY;
    return command === COM_QUERY || command === COM_STMT_PREPARE;
  }

  isLast(bytes: Buffer, at: number): boolean {
    return bytes.readUIntLE(at, 3) < MAX_PAYLOAD_BYTES;
  }

  statementIn(message: Buffer): WireStatement | undefined {
    const command = message[HEADER_BYTES];
    if (command !== COM_QUERY && command !== COM_STMT_PREPARE) return undefined;
    const { joined, parts } = payloadsOf(message, HEADER_BYTES, (at) =>
      this.packetLength(message, at),
    );
    const start = command === COM_QUERY ? skipQueryAttributes(joined, 1) : 1;
    if (start === undefined) return undefined;
    const text = joined.toString('utf8', start);
    return { text, ranges: placesOf([{ start, end: joined.length }], parts) };
  }
}

/** A client's answer to the server's greeting; whether TLS or compression is to follow. */
export interface MysqlHandshake {
  readonly isTlsRequest: boolean;
  readonly isCompressed: boolean;
  /** Zstandard, which Node.js does not have in every version that guard runs on. */
  readonly isZstd: boolean;
}

export function readMysqlHandshake(bytes: Buffer): MysqlHandshake | undefined {
  if (bytes.length < HEADER_BYTES + FIXED_HANDSHAKE_BYTES) return undefined;
  const length = bytes.readUIntLE(0, 3);
  const sequence = bytes[3];
  const capabilities = bytes.readUInt32LE(4);
  const isPlausible =
    length + HEADER_BYTES === bytes.length &&
    (sequence === 1 || sequence === 2) &&
    (capabilities & CLIENT_PROTOCOL_41) !== 0 &&
    isZero(bytes, 13, 32);
  if (!isPlausible) return undefined;
  return {
    isTlsRequest: length === FIXED_HANDSHAKE_BYTES && (capabilities & CLIENT_SSL) !== 0,
    isCompressed: (capabilities & CLIENT_COMPRESS) !== 0,
    isZstd: (capabilities & CLIENT_ZSTD_COMPRESSION) !== 0,
  };
}

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
}
