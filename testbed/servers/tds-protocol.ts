// The part of TDS 7.4 that tedious speaks to a server. Source: MS-TDS, open specification.

/** Types of the packets that a client sends. */
export const packetTypes = {
  batch: 0x01,
  rpc: 0x03,
  attention: 0x06,
  transaction: 0x0e,
  login: 0x10,
  prelogin: 0x12,
} as const;

/** One whole message of a client, its packets joined. */
export interface TdsMessage {
  readonly type: number;
  readonly payload: Buffer;
}

/** Whether a pre-login asks for encryption (MS-TDS, 2.2.6.5): its second option, ON or REQUIRED. */
export function asksForTls(prelogin: Buffer): boolean {
  const encryption = 0x01;
  for (let at = 0; at + 5 <= prelogin.length && prelogin[at] !== 0xff; at += 5) {
    if (prelogin[at] !== encryption) continue;
    const value = prelogin[prelogin.readUInt16BE(at + 1)];
    return value === 1 || value === 3;
  }
  return false;
}

/** Joins the packets of one connection into messages. */
export class PacketReader {
  #pending: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];

  /** Takes what arrived; gives the messages that it completed. */
  *read(chunk: Buffer): Generator<TdsMessage> {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= 8) {
      const length = this.#pending.readUInt16BE(2);
      if (this.#pending.length < length) return;
      const packet = this.#pending.subarray(0, length);
      this.#pending = this.#pending.subarray(length);
      this.#parts.push(packet.subarray(8));
      const isLast = (packet[1]! & 1) === 1;
      if (!isLast) continue;
      const payload = Buffer.concat(this.#parts);
      this.#parts = [];
      yield { type: packet[0]!, payload };
    }
  }
}

const answer = 0x04;

/** One answer of the server, cut into packets of at most 4,096 bytes. */
export function packets(payload: Buffer, type: number = answer): Buffer {
  const room = 4_096 - 8;
  const count = Math.max(1, Math.ceil(payload.length / room));
  const all = Array.from({ length: count }, (_, index) => {
    const part = payload.subarray(index * room, (index + 1) * room);
    const header = Buffer.from([type, index === count - 1 ? 1 : 0, 0, 0, 0, 0, index % 256, 0]);
    header.writeUInt16BE(part.length + 8, 2);
    return Buffer.concat([header, part]);
  });
  return Buffer.concat(all);
}

/** Reads numbers and strings of a message in order. */
export class Cursor {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  take(length: number): Buffer {
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return part;
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16LE();
  }

  u32(): number {
    return this.take(4).readUInt32LE();
  }

  text(characters: number): string {
    return this.take(characters * 2).toString('utf16le');
  }

  /** The headers that come before every batch and call; they end with their own total length. */
  skipAllHeaders(): void {
    this.take(this.u32() - 4);
  }
}

/** One parameter of a remote procedure call. */
export interface Parameter {
  readonly name: string;
  readonly value: string | number | null;
}

const nvarchar = 0xe7;
const intn = 0x26;
const bitn = 0x68;
const fltn = 0x6d;

/** Reads one parameter: text, integers, booleans and floating point numbers are known. */
export function readParameter(cursor: Cursor): Parameter {
  const name = cursor.text(cursor.u8());
  cursor.u8();
  const type = cursor.u8();
  if (type === nvarchar) return { name, value: readText(cursor) };
  cursor.u8();
  const bytes = cursor.take(cursor.u8());
  if (bytes.length === 0) return { name, value: null };
  if (type === intn || type === bitn) return { name, value: readInteger(bytes) };
  if (type === fltn)
    return { name, value: bytes.length === 4 ? bytes.readFloatLE() : bytes.readDoubleLE() };
  throw new Error(`the stub does not know parameters of type 0x${type.toString(16)}`);
}

function readInteger(bytes: Buffer): number {
  return bytes.length === 8 ? Number(bytes.readBigInt64LE()) : bytes.readIntLE(0, bytes.length);
}

function readText(cursor: Cursor): string | null {
  const maxBytes = cursor.u16();
  cursor.take(5);
  if (maxBytes !== 0xffff) {
    const length = cursor.u16();
    return length === 0xffff ? null : cursor.take(length).toString('utf16le');
  }
  if (cursor.take(8).readBigUInt64LE() === 0xffff_ffff_ffff_ffffn) return null;
  const chunks: Buffer[] = [];
  for (let length = cursor.u32(); length > 0; length = cursor.u32())
    chunks.push(cursor.take(length));
  return Buffer.concat(chunks).toString('utf16le');
}
