import { ByteReader } from './bytes.ts';

/** What a ServerHello says; a HelloRetryRequest says the same without a key. */
export interface ServerHello {
  /** On the wire: 0x0303 is TLS 1.2, 0x0304 (by extension) TLS 1.3. */
  readonly version: number;
  readonly suite: number;
  readonly compression: number;
  /** Group of TLS 1.3. */
  readonly group?: number;
  readonly alpn?: string;
  readonly hasSecureRenegotiation: boolean;
  readonly hasExtendedMasterSecret: boolean;
}

/** Reads the body of a ServerHello. Throws `Truncated` when it is cut short. */
export function serverHelloOf(body: Uint8Array): ServerHello {
  const reader = new ByteReader(body);
  const legacyVersion = reader.number(2);
  reader.slice(32);
  reader.vector(1);
  const suite = reader.number(2);
  const compression = reader.number(1);
  const extensions =
    reader.left >= 2 ? extensionsIn(reader.vector(2)) : new Map<number, Uint8Array>();
  const supported = extensions.get(43);
  const share = extensions.get(51);
  const alpn = extensions.get(16);
  return {
    version: supported ? new ByteReader(supported).number(2) : legacyVersion,
    suite,
    compression,
    ...(share && { group: new ByteReader(share).number(2) }),
    ...(alpn && { alpn: alpnName(alpn) }),
    hasSecureRenegotiation: extensions.has(0xff01),
    hasExtendedMasterSecret: extensions.has(23),
  };
}

function extensionsIn(bytes: Uint8Array): Map<number, Uint8Array> {
  const reader = new ByteReader(bytes);
  const found = new Map<number, Uint8Array>();
  while (reader.left > 0) found.set(reader.number(2), reader.vector(2));
  return found;
}

function alpnName(content: Uint8Array): string {
  const list = new ByteReader(new ByteReader(content).vector(2));
  return Buffer.from(list.vector(1)).toString('latin1');
}

/** What a ServerKeyExchange tells of the group. */
export type KeyExchange = { readonly curve: number } | { readonly primeBits: number };

/** Reads the front of a ServerKeyExchange; undefined for explicit curves and what has no group. */
export function keyExchangeOf(
  body: Uint8Array,
  agreement: string,
  isSharedKey: boolean,
): KeyExchange | undefined {
  const reader = new ByteReader(body);
  // RFC 4279 and 5489: a hint of the identity comes first.
  if (isSharedKey) reader.vector(2);
  if (agreement === 'ECDHE' || agreement === 'ECDH') {
    return reader.number(1) === 3 ? { curve: reader.number(2) } : undefined;
  }
  const prime = reader.vector(2);
  const first = prime.findIndex((byte) => byte !== 0);
  if (first < 0) return { primeBits: 0 };
  return { primeBits: (prime.length - first) * 8 - (Math.clz32(prime[first]!) - 24) };
}

/** The certificates of a Certificate message up to TLS 1.2, as DER. */
export function certificatesOf(body: Uint8Array): Uint8Array[] {
  const reader = new ByteReader(new ByteReader(body).vector(3));
  const found: Uint8Array[] = [];
  while (reader.left > 0) found.push(reader.vector(3));
  return found;
}
