import type { ByteRange } from './wire-protocol.ts';

/** The payloads of a message's packets, joined, and where each stands in the message. */
export interface Payloads {
  readonly joined: Buffer;
  readonly parts: readonly ByteRange[];
}

/** Takes the headers out of a message, which may be cut off. `lengthAt` tells a packet's whole length. */
export function payloadsOf(
  message: Buffer,
  headerBytes: number,
  lengthAt: (at: number) => number,
): Payloads {
  const parts: ByteRange[] = [];
  for (let at = 0; at + headerBytes <= message.length;) {
    const end = at + Math.max(headerBytes, lengthAt(at));
    parts.push({ start: at + headerBytes, end: Math.min(end, message.length) });
    at = end;
  }
  const pieces = parts.map(({ start, end }) => message.subarray(start, end));
  const joined = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  return { joined, parts };
}

/** The places in the message of stretches of the joined payloads, both first to last. */
export function placesOf(ranges: readonly ByteRange[], parts: readonly ByteRange[]): ByteRange[] {
  const places: ByteRange[] = [];
  let index = 0;
  /** Bytes of payload before the part at `index`. */
  let before = 0;
  for (const { start, end } of ranges) {
    for (; index < parts.length; index += 1) {
      const part = parts[index] as ByteRange;
      const shift = part.start - before;
      const from = Math.max(part.start, start + shift);
      const to = Math.min(part.end, end + shift);
      if (from < to) places.push({ start: from, end: to });
      // The next range may begin in this part.
      if (end + shift <= part.end) break;
      before += part.end - part.start;
    }
  }
  return places;
}
