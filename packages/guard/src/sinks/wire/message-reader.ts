import { overwriteStatement } from './refusing-statement.ts';
import type { WireProtocol } from './wire-protocol.ts';

/** A statement written in several pieces is held back up to this; of a longer one the start is judged. */
export const MAX_HELD_BYTES = 1_048_576;

/** Judges a statement's text; the finding's id when it was refused. */
export type JudgeText = (text: string) => string | undefined;

/**
 * Cuts what a client writes into messages and refuses statements before they leave. Bytes pass as
 * they come, the same object where nothing changed, but for the pieces of an unfinished statement.
 */
export class MessageReader {
  readonly protocol: WireProtocol;
  readonly #judge: JudgeText;
  #held: Buffer | undefined;
  /** Bytes that belong to a packet whose beginning was seen and that pass unread. */
  #left = 0;
  /** True while the packets to come continue a message of which the beginning has been sent. */
  #isOpen = false;
  /** True once bytes came that make no sense in this protocol. */
  isLost = false;

  constructor(protocol: WireProtocol, judge: JudgeText) {
    this.protocol = protocol;
    this.#judge = judge;
  }

  /** What to write in place of `chunk`; empty when all of it is held back. */
  read(chunk: Buffer): Buffer {
    const bytes = this.#held === undefined ? chunk : Buffer.concat([this.#held, chunk]);
    const { output, sendable } = this.#walk(bytes);
    // Not before: what is held must not be lost with an error.
    this.#held = undefined;
    if (sendable === bytes.length) return output;
    // A copy: drivers write into their buffers again once they were taken.
    this.#held = Buffer.from(output.subarray(sendable));
    return output.subarray(0, sendable);
  }

  /** Gives back what is held, for a connection that ends within a message. */
  release(): Buffer | undefined {
    const held = this.#held;
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
      if (at + headerBytes > bytes.length) return { output, sendable: at };
      this.#left = this.protocol.packetLength(bytes, at);
      if (this.#left === 0) this.isLost = true;
      else if (this.#isOpen) this.#isOpen = !this.protocol.isLast(bytes, at);
      else if (this.protocol.isStatement(bytes, at)) {
        const { end, isLast } = this.#messageEnd(bytes, at);
        const isWhole = isLast && end <= bytes.length;
        if (!isWhole && bytes.length - at < MAX_HELD_BYTES) {
          this.#left = 0;
          return { output, sendable: at };
        }
        this.#isOpen = !isLast;
        this.#left = end - at;
        output = this.#judgeMessage(bytes, output, { start: at, end, isWhole });
      }
    }
    return { output, sendable: bytes.length };
  }

  /** The end of the message at `at`, as far as packet headers tell; beyond `bytes` if some is missing. */
  #messageEnd(bytes: Buffer, at: number): { end: number; isLast: boolean } {
    let end = at;
    while (end + this.protocol.headerBytes <= bytes.length) {
      const length = this.protocol.packetLength(bytes, end);
      const isLast = length === 0 || this.protocol.isLast(bytes, end);
      end += length;
      if (isLast) return { end, isLast };
    }
    return { end, isLast: false };
  }

  #judgeMessage(bytes: Buffer, output: Buffer, message: Stretch): Buffer {
    const { start, end, isWhole } = message;
    const statement = this.protocol.statementIn(bytes.subarray(start, Math.min(end, bytes.length)));
    const findingId = statement === undefined ? undefined : this.#judge(statement.text);
    if (statement === undefined || findingId === undefined) return output;
    const { dialect, encoding } = this.protocol;
    // Not in place: the bytes are the driver's.
    const changed = output === bytes ? Buffer.from(bytes) : output;
    const isCutOff = !isWhole;
    overwriteStatement(changed.subarray(start), statement, {
      dialect,
      encoding,
      findingId,
      isCutOff,
    });
    return changed;
  }
}

/** Where a message stands, and whether all of it is there. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
}
