import { HeldBytes } from './held-bytes.ts';
import { overwriteStatement } from './refusing-statement.ts';
import type { WireProtocol } from './wire-protocol.ts';

/**
 * A statement written in several pieces is held back up to this, and of a longer one so much is
 * judged. What servers take by default: MySQL 64 MB, MariaDB 16 MB.
 */
const MAX_STATEMENT_BYTES = 67_108_864;

/**
 * Judges a statement's text; the finding's id when it was refused. `isCutOff`: it goes on, unread.
 */
export type JudgeText = (text: string, isCutOff: boolean) => string | undefined;

/** Reads what a client writes to one connection, and says what to send. */
export interface WireReader {
  readonly protocol: WireProtocol;
  /** True once bytes came that make no sense in this protocol: nothing is held, all passes unread. */
  isLost: boolean;
  /** What to write in place of `chunk`; empty when all of it is held back. */
  read(chunk: Buffer): Buffer;
  /** Gives back what is held, for a connection that ends within a message. */
  release(): Buffer | undefined;
}

const NOTHING = Buffer.alloc(0);

/**
 * Cuts what a client writes into messages and refuses statements before they leave. Bytes pass as
 * they come, the same object where nothing changed, but for the pieces of an unfinished statement.
 */
export class MessageReader implements WireReader {
  readonly protocol: WireProtocol;
  readonly #judge: JudgeText;
  readonly #maxBytes: number;
  #held: HeldBytes | undefined;
  /** Bytes that must be held before anything more can be told. */
  #wanted = 0;
  /** Where in the held message the last packet begins of which the length is known. */
  #lastPacket = 0;
  /** Bytes that belong to a packet whose beginning was seen and that pass unread. */
  #left = 0;
  /** True while the packets to come continue a message of which the beginning has been sent. */
  #isOpen = false;
  isLost = false;

  constructor(protocol: WireProtocol, judge: JudgeText, maxBytes: number = MAX_STATEMENT_BYTES) {
    this.protocol = protocol;
    this.#judge = judge;
    this.#maxBytes = maxBytes;
  }

  read(chunk: Buffer): Buffer {
    this.#held?.append(chunk);
    if (this.#held !== undefined && this.#held.length < this.#wanted) return NOTHING;
    const bytes = this.#held?.bytes ?? chunk;
    const { output, sendable } = this.#walk(bytes);
    if (this.#held !== undefined && sendable === 0) return NOTHING;
    // Not before: what is held must not be lost with an error.
    this.#held = undefined;
    if (sendable === bytes.length) return output;
    // A copy: drivers write into their buffers again once they were taken.
    this.#held = new HeldBytes(output.subarray(sendable));
    return output.subarray(0, sendable);
  }

  release(): Buffer | undefined {
    const held = this.#held?.bytes;
    this.#held = undefined;
    return held;
  }

  #walk(bytes: Buffer): { output: Buffer; sendable: number } {
    const { headerBytes } = this.protocol;
    let output = bytes;
    let at = 0;
    while (at < bytes.length && !this.isLost) {
      if (this.#left > 0) {
        const passing = Math.min(this.#left, bytes.length - at);
        this.#left -= passing;
        at += passing;
        continue;
      }
      if (at + headerBytes > bytes.length) {
        this.#wanted = headerBytes;
        return { output, sendable: at };
      }
      this.#left = this.protocol.packetLength(bytes, at);
      if (this.#left === 0) this.isLost = true;
      else if (this.#isOpen) this.#isOpen = !this.protocol.isLast(bytes, at);
      else if (this.protocol.isStatement(bytes, at)) {
        const message = this.#findEnd(bytes, at);
        if (this.#isWorthWaiting(message)) return { output, sendable: at };
        this.#isOpen = !message.isLast;
        this.#left = message.end - at;
        output = this.#judgeMessage(bytes, output, message);
      }
    }
    return { output, sendable: bytes.length };
  }

  /** The end of the message at `start`, as far as packet headers tell; it may lie beyond `bytes`. */
  #findEnd(bytes: Buffer, start: number): Message {
    let end = start + this.#lastPacket;
    let isLast = false;
    while (!isLast && end + this.protocol.headerBytes <= bytes.length) {
      const length = this.protocol.packetLength(bytes, end);
      isLast = length === 0 || this.protocol.isLast(bytes, end);
      this.#lastPacket = end - start;
      end += length;
    }
    return { start, end, isLast, available: bytes.length };
  }

  /** False for a message that is whole, and for one too long to be held back until it is. */
  #isWorthWaiting({ start, end, isLast, available }: Message): boolean {
    const isWhole = isLast && end <= available;
    if (!isWhole && available - start < this.#maxBytes) {
      const length = end - start + (isLast ? 0 : this.protocol.headerBytes);
      this.#wanted = Math.min(length, this.#maxBytes);
      this.#left = 0;
      return true;
    }
    this.#lastPacket = 0;
    return false;
  }

  #judgeMessage(bytes: Buffer, output: Buffer, { start, end, isLast }: Message): Buffer {
    const readEnd = Math.min(end, bytes.length, start + this.#maxBytes);
    const isCutOff = !isLast || readEnd < end;
    const statement = this.protocol.statementIn(bytes.subarray(start, readEnd));
    if (statement === undefined) return output;
    const findingId = this.#judge(statement.text, isCutOff);
    if (findingId === undefined) return output;
    const { dialect, encoding } = this.protocol;
    // Not in place: the bytes are the driver's.
    const changed = output === bytes ? Buffer.from(bytes) : output;
    const refusal = { dialect, encoding, findingId, isCutOff };
    overwriteStatement(changed.subarray(start), statement, refusal);
    return changed;
  }
}

/** Where a message stands, as far as its packets' headers tell, and how many bytes there are. */
interface Message {
  readonly start: number;
  readonly end: number;
  readonly isLast: boolean;
  readonly available: number;
}
