import { randomBytes } from 'node:crypto';

/** A UUID of version 7 (RFC 9562 §5.7): sorts by the time at which it was made. */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20]
    .map((at, index, ends) => hex.slice(index === 0 ? 0 : ends[index - 1], at))
    .concat(hex.slice(20))
    .join('-');
}
