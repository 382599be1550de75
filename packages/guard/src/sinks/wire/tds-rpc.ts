import type { ByteRange } from './wire-protocol.ts';

const BY_ID = 0xffff;
/** Position of the statement among the parameters, by the procedure's id ([MS-TDS] 2.2.6.6). */
const STATEMENT_BY_ID: Readonly<Record<number, number>> = { 2: 1, 3: 2, 5: 3, 10: 0, 11: 2, 13: 2 };
const STATEMENT_BY_NAME: Readonly<Record<string, number>> = {
  sp_cursoropen: 1,
  sp_executesql: 0,
  sp_prepare: 2,
  sp_prepexec: 2,
};

const INT4 = 0x38;
const INTN = 0x26;
const NTEXT = 0x63;
const NCHAR = 0xef;
const NVARCHAR = 0xe7;
const COLLATION_BYTES = 5;
const NULL_LENGTH = 0xffff;
const PLP_NULL = 0xffff_ffff;

/**
 * The places of the statement's text in the payload of an RPC request that starts at `start`.
 * Undefined when the procedure takes no statement or a parameter before it is of an unknown type.
 */
export function rpcStatement(payload: Buffer, start: number): readonly ByteRange[] | undefined {
  const reader = new ParameterReader(payload, start);
  try {
    const position = reader.procedure();
    if (position === undefined) return undefined;
    for (let i = 0; i < position; i++) if (reader.parameter() === undefined) return undefined;
    const ranges = reader.parameter();
    return ranges?.length === 0 ? undefined : ranges;
  } catch {
    // Read past the end: the message is cut off or of a form that guard does not know.
    return undefined;
  }
}

class ParameterReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Reads up to the first parameter. */
  procedure(): number | undefined {
    const length = this.#uint16();
    let position: number | undefined;
    if (length === BY_ID) position = STATEMENT_BY_ID[this.#uint16()];
    else position = STATEMENT_BY_NAME[this.#name(length)];
    this.#at += 2;
    return position;
  }

  /** Reads one parameter; gives the places of its text. Undefined for types that hold none here. */
  parameter(): readonly ByteRange[] | undefined {
    this.#at += 1 + 2 * this.#bytes.readUInt8(this.#at) + 1;
    const type = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    switch (type) {
      case INT4:
        this.#at += 4;
        return [];
      case INTN:
        this.#at += 2 + this.#bytes.readUInt8(this.#at + 1);
        return [];
      case NTEXT:
        this.#at += 4 + COLLATION_BYTES;
        return this.#text(this.#uint32());
      case NCHAR:
      case NVARCHAR:
        return this.#nvarchar();
      default:
        return undefined;
    }
  }

  #nvarchar(): readonly ByteRange[] {
    const isPartial = this.#uint16() === NULL_LENGTH;
    this.#at += COLLATION_BYTES;
    if (isPartial) return this.#partial();
    const length = this.#uint16();
    return length === NULL_LENGTH ? [] : this.#text(length);
  }

  /** Text in pieces, each with its length before it (PLP), up to a piece of no length. */
  #partial(): readonly ByteRange[] {
    const low = this.#uint32();
    const high = this.#uint32();
    if (low === PLP_NULL && high === PLP_NULL) return [];
    const ranges: ByteRange[] = [];
    while (this.#at + 4 <= this.#bytes.length) {
      const length = this.#uint32();
      if (length === 0) break;
      ranges.push(...this.#text(length));
    }
    return ranges;
  }

  #text(length: number): readonly ByteRange[] {
    const start = this.#at;
    this.#at += length;
    return length === 0 ? [] : [{ start, end: Math.min(this.#at, this.#bytes.length) }];
  }

  #name(length: number): string {
    const start = this.#at;
    this.#at += 2 * length;
    const end = this.#at;
    return this.#bytes.toString('utf16le', start, end).replace(/^.*\./, '').toLowerCase();
  }

  #uint16(): number {
    this.#at += 2;
    return this.#bytes.readUInt16LE(this.#at - 2);
  }

  #uint32(): number {
    this.#at += 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }
}
