const STRING_TYPES: ReadonlySet<number> = new Set([
  0x00, 0x0f, 0xf5, 0xf6, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0x10, 0xf7, 0xf8, 0xff, 0xf2,
]);
/** Bytes of the types of fixed length: tiny, short, long, float, double, long long, int24, year. */
const FIXED_BYTES: Readonly<Record<number, number>> = {
  0x01: 1,
  0x02: 2,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 0,
  0x08: 8,
  0x09: 4,
  0x0d: 2,
};
/** Dates and times begin with their own length in one byte. */
const DATE_TYPES: ReadonlySet<number> = new Set([0x07, 0x0a, 0x0b, 0x0c]);
const MAX_ATTRIBUTES = 32;

/**
 * Where the text of a COM_QUERY begins: behind the query attributes (MySQL ≥ 8.0.23), which begin
 * with their count and a constant 1, as no statement does. Undefined when they cannot be read.
 */
export function skipQueryAttributes(bytes: Buffer, start: number): number | undefined {
  const count = bytes[start] ?? 0xff;
  if (count > MAX_ATTRIBUTES || bytes[start + 1] !== 1) return start;
  if (count === 0) return start + 2;
  const nullBitmap = start + 2;
  let at = nullBitmap + ((count + 7) >> 3);
  if (bytes[at] !== 1) return undefined;
  at += 1;
  const types: number[] = [];
  for (let i = 0; i < count; i++) {
    types.push(bytes[at] ?? 0);
    const next = skipLengthEncoded(bytes, at + 2);
    if (next === undefined) return undefined;
    at = next;
  }
  for (const [i, type] of types.entries()) {
    if (((bytes[nullBitmap + (i >> 3)] as number) & (1 << (i & 7))) !== 0) continue;
    const next = skipValue(bytes, at, type);
    if (next === undefined) return undefined;
    at = next;
  }
  return at <= bytes.length ? at : undefined;
}

function skipValue(bytes: Buffer, at: number, type: number): number | undefined {
  const fixed = FIXED_BYTES[type];
  if (fixed !== undefined) return at + fixed;
  if (DATE_TYPES.has(type)) return at + 1 + (bytes[at] ?? 0);
  return STRING_TYPES.has(type) ? skipLengthEncoded(bytes, at) : undefined;
}

/** Behind a string that its length precedes (protocol::LengthEncodedString). */
function skipLengthEncoded(bytes: Buffer, at: number): number | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0xfb) return at + 1 + first;
  if (first === 0xfc && at + 3 <= bytes.length) return at + 3 + bytes.readUInt16LE(at + 1);
  if (first === 0xfd && at + 4 <= bytes.length) return at + 4 + bytes.readUIntLE(at + 1, 3);
  return undefined;
}
