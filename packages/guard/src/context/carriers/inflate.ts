import { originalZlib } from '../../hooks/originals.ts';

type Opener = (body: Uint8Array, maxBytes: number) => Uint8Array;

/** By content coding (RFC 9110 §8.4.1). Each opens what has come so far of a body that still arrives. */
const openers: Readonly<Record<string, Opener>> = {
  gzip: (body, maxOutputLength) => {
    const { constants, gunzipSync } = originalZlib();
    return gunzipSync(body, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
  },
  deflate: (body, maxOutputLength) => {
    const { constants, inflateSync, inflateRawSync } = originalZlib();
    const open = isZlib(body) ? inflateSync : inflateRawSync;
    return open(body, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
  },
  br: (body, maxOutputLength) => {
    const { constants, brotliDecompressSync } = originalZlib();
    const finishFlush = constants.BROTLI_OPERATION_FLUSH;
    return brotliDecompressSync(body, { maxOutputLength, finishFlush });
  },
};

/**
 * The content of a compressed body that no parser opened, since the app may do so itself. Undefined
 * for what is not compressed; null for what does not open or is longer than `maxBytes`.
 */
export function inflate(
  body: Uint8Array,
  contentEncoding: string,
  maxBytes: number,
): Uint8Array | null | undefined {
  const coding = isGzip(body) ? 'gzip' : contentEncoding.trim().toLowerCase();
  const open = openers[coding];
  if (open === undefined) return undefined;
  try {
    return open(body, maxBytes);
  } catch {
    return null;
  }
}

/** RFC 1952 §2.3.1. */
function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/** RFC 1950 §2.2; some clients send the bare stream of RFC 1951 as `deflate`. */
function isZlib(body: Uint8Array): boolean {
  const [method = 0, flags = 0] = body;
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
}
