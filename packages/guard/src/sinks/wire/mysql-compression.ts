import { HeldBytes } from './held-bytes.ts';
import type { MessageReader, WireReader } from './message-reader.ts';
import type { WireProtocol } from './wire-protocol.ts';

const PLAIN_HEADER_BYTES = 4;
const HEADER_BYTES = 7;
const MAX_PAYLOAD_BYTES = 0xff_ffff;
const NOTHING = Buffer.alloc(0);

/** A compressed packet that has not left yet, because the reader of its contents holds a part of it. */
interface Frame {
  readonly bytes: Buffer;
  readonly payload: Buffer;
}

/**
 * Reads MySQL's compressed protocol (MySQL Internals, "Compression"): after the handshake, packets of
 * zlib or plain bytes, in which the ordinary packets go on from one to the next. What is refused leaves
 * as a packet of the same place and number whose bytes are plain.
 */
export class DecompressingReader implements WireReader {
  readonly protocol: WireProtocol;
  readonly #contents: MessageReader;
  /** True from the first command on: what comes before is not compressed. */
  #hasBegun = false;
  /** True when the server turned compression down. */
  #isPlain = false;
  /** Bytes of an unfinished packet, and how many it has as far as is known. */
  #rest: HeldBytes | undefined;
  #wanted = 0;
  /** Packets of which the contents have not been given back whole, and what of those there is. */
  #frames: Frame[] = [];
  #ready: Buffer = Buffer.alloc(0);
  isLost = false;

  constructor(contents: MessageReader) {
    this.protocol = contents.protocol;
    this.#contents = contents;
  }

  read(chunk: Buffer): Buffer {
    if (this.isLost) return chunk;
    if (this.#isPlain) return this.#readPlain(chunk);
    this.#rest?.append(chunk);
    if (this.#rest !== undefined && this.#rest.length < this.#wanted) return NOTHING;
    const bytes = this.#rest?.bytes ?? chunk;
    this.#rest = undefined;
    const outputs: Buffer[] = [];
    let at = 0;
    while (at < bytes.length && !this.isLost) {
      const length = this.#packetLength(bytes, at);
      if (this.#isPlain) {
        const output = this.#readPlain(at === 0 ? bytes : bytes.subarray(at));
        return outputs.length === 0 ? output : Buffer.concat([...outputs, output]);
      }
      if (length === 0 || at + length > bytes.length) {
        this.#wanted = length;
        // A copy: drivers write into their buffers again once they were taken.
        this.#rest = new HeldBytes(bytes.subarray(at));
        break;
      }
      const packet = bytes.subarray(at, at + length);
      outputs.push(this.#hasBegun ? this.#readPacket(packet) : packet);
      at += length;
    }
    if (this.isLost) outputs.push(this.#letGo(), bytes.subarray(at));
    const [first] = outputs;
    const isUntouched =
      outputs.length === 1 && first?.length === chunk.length && isSame(first, chunk);
    return isUntouched ? chunk : Buffer.concat(outputs);
  }

  release(): Buffer | undefined {
    if (this.#isPlain) return this.#contents.release();
    const held = this.#letGo();
    return held.length === 0 ? undefined : held;
  }

  /** Bytes of the packet at `at`; 0 while its header is not there. Notices where compression begins. */
  #packetLength(bytes: Buffer, at: number): number {
    if (at + PLAIN_HEADER_BYTES > bytes.length) return 0;
    const length = bytes.readUIntLE(at, 3);
    const isCommand = bytes[at + 3] === 0;
    if (!this.#hasBegun && !isCommand) return length + PLAIN_HEADER_BYTES;
    const end = at + length + PLAIN_HEADER_BYTES;
    if (!this.#hasBegun && end === bytes.length && !looksCompressed(bytes, at)) {
      this.#isPlain = true;
      return 0;
    }
    this.#hasBegun = true;
    return at + HEADER_BYTES > bytes.length ? 0 : length + HEADER_BYTES;
  }

  #readPacket(packet: Buffer): Buffer {
    const payload = payloadOf(packet);
    if (payload === undefined) {
      this.isLost = true;
      return Buffer.concat([this.#letGo(), packet]);
    }
    this.#frames.push({ bytes: packet, payload });
    const output = this.#contents.read(payload);
    this.#ready = this.#ready.length === 0 ? output : Buffer.concat([this.#ready, output]);
    this.isLost = this.#contents.isLost;
    const finished = this.#finishedFrames();
    if (this.#frames.length > 0) {
      // Held for longer than its chunk, a packet must not stay in the driver's buffer.
      this.#frames[this.#frames.length - 1] = copyOf({ bytes: packet, payload });
    }
    return finished;
  }

  /** Packets whose contents have all come back; as they were where nothing in them changed. */
  #finishedFrames(): Buffer {
    const outputs: Buffer[] = [];
    let at = 0;
    for (const { bytes, payload } of this.#frames) {
      const end = at + payload.length;
      if (end > this.#ready.length) break;
      const contents = this.#ready.subarray(at, end);
      outputs.push(contents.equals(payload) ? bytes : plainPacket(bytes, contents));
      at = end;
    }
    this.#ready = this.#ready.subarray(at);
    this.#frames.splice(0, outputs.length);
    return outputs.length === 1 ? (outputs[0] as Buffer) : Buffer.concat(outputs);
  }

  #readPlain(chunk: Buffer): Buffer {
    const output = this.#contents.read(chunk);
    this.isLost = this.#contents.isLost;
    return output;
  }

  /** Everything that is held, as it would have left. */
  #letGo(): Buffer {
    const rest = this.#rest?.bytes ?? NOTHING;
    this.#rest = undefined;
    this.#ready = Buffer.concat([this.#ready, this.#contents.release() ?? NOTHING]);
    return Buffer.concat([this.#finishedFrames(), rest]);
  }
}

/** Whether both begin at the same place of the same memory. */
function isSame(one: Buffer, other: Buffer): boolean {
  return one.buffer === other.buffer && one.byteOffset === other.byteOffset;
}

function copyOf({ bytes, payload }: Frame): Frame {
  const copy = Buffer.from(bytes);
  const isPlain = isSame(payload, bytes.subarray(HEADER_BYTES));
  return { bytes: copy, payload: isPlain ? copy.subarray(HEADER_BYTES) : payload };
}

/** Whether no bytes or a zlib stream (RFC 1950, 2.2) follow the header of a compressed packet. */
function looksCompressed(bytes: Buffer, at: number): boolean {
  const length = bytes.readUIntLE(at + 4, Math.min(3, bytes.length - at - 4));
  if (length === 0) return true;
  return at + 9 <= bytes.length && bytes[at + 7] === 0x78 && bytes.readUInt16BE(at + 7) % 31 === 0;
}

/** What a compressed packet holds; undefined when it is none. */
function payloadOf(packet: Buffer): Buffer | undefined {
  const body = packet.subarray(HEADER_BYTES);
  const length = packet.readUIntLE(4, 3);
  if (length === 0) return body;
  try {
    const { inflateSync } = process.getBuiltinModule('node:zlib');
    const payload = inflateSync(body, { maxOutputLength: Math.min(length, MAX_PAYLOAD_BYTES) });
    return payload.length === length ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** A packet of the same number whose contents are not compressed. */
function plainPacket(original: Buffer, contents: Buffer): Buffer {
  const header = Buffer.from(original.subarray(0, HEADER_BYTES));
  header.writeUIntLE(contents.length, 0, 3);
  header.writeUIntLE(0, 4, 3);
  return Buffer.concat([header, contents]);
}
