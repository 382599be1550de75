/** Made when first used: an app could tell that the lazy global has been read. */
const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

/** Characters looked at to tell text from binary data. */
const SAMPLE = 512;
const REPLACEMENT = 0xfffd;

/**
 * Reads bytes as an app does that takes them for text: UTF-16 with its mark, else UTF-8, what is
 * invalid replaced. Undefined for what is plainly binary.
 */
export function bytesToText(
  source: ArrayBufferView | ArrayBuffer,
  maxLength: number,
): { readonly value: string; readonly truncated: boolean } | undefined {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  const decoder = decoderOf(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
  if (bytes.length > SAMPLE && isBinaryText(decoder.decode(bytes.subarray(0, SAMPLE)))) {
    return undefined;
  }
  const truncated = bytes.length > maxLength;
  const value = decoder.decode(truncated ? bytes.subarray(0, maxLength) : bytes);
  return isBinaryText(value) ? undefined : { value, truncated };
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  let decoder = decoders.get(encoding);
  if (decoder === undefined) decoders.set(encoding, (decoder = new TextDecoder(encoding)));
  return decoder;
}

/** True for decoded images, archives and the like: a quarter and more is no character of any text. */
export function isBinaryText(text: string): boolean {
  const length = Math.min(text.length, SAMPLE);
  let strange = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === REPLACEMENT || (code < 32 && (code < 9 || code > 13))) strange++;
  }
  return strange * 4 > length;
}
