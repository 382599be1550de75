const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');
const utf16 = new TextDecoder('utf-16le');

/** Bytes looked at to tell text from binary data. */
const SAMPLE_BYTES = 512;

/**
 * Reads bytes as an app might that takes them for text: UTF-8 where valid, UTF-16 with its mark,
 * else Latin-1, which hides no ASCII character. Undefined for what is plainly binary.
 */
export function bytesToText(
  source: ArrayBufferView | ArrayBuffer,
  maxLength: number,
): { value: string; truncated: boolean } | undefined {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  if (isBinary(bytes)) return undefined;
  const truncated = bytes.length > maxLength;
  return { value: decode(truncated ? bytes.subarray(0, maxLength) : bytes), truncated };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.decode(bytes);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** True for data with many control bytes: images, archives, compressed bodies. */
export function isBinary(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return false;
  const length = Math.min(bytes.length, SAMPLE_BYTES);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte < 9 || (byte > 13 && byte < 32)) controls++;
  }
  // A few may be an attacker's; one in ten is no text.
  return controls > 4 && controls * 10 > length;
}
