import { randomBytes } from 'node:crypto';
import { ByteReader, numberBytes, Truncated } from './bytes.ts';

/** The CLIENT-HELLO of SSLv2 with the given kinds, three bytes each. */
export function ssl2ClientHello(kinds: readonly number[]): Uint8Array {
  const specs = kinds.flatMap((kind) => numberBytes(kind, 3));
  const message = [
    1,
    ...numberBytes(0x0002, 2),
    ...numberBytes(specs.length, 2),
    ...numberBytes(0, 2),
    ...numberBytes(16, 2),
    ...specs,
    ...randomBytes(16),
  ];
  return Uint8Array.from([...numberBytes(0x8000 + message.length, 2), ...message]);
}

/**
 * The kinds that a SERVER-HELLO of SSLv2 names; `incomplete` while more must come, undefined when the
 * bytes are no such message.
 */
export function ssl2ServerHello(bytes: Uint8Array): readonly number[] | 'incomplete' | undefined {
  const reader = new ByteReader(bytes);
  try {
    const length = reader.number(2);
    if ((length & 0x8000) === 0) return undefined;
    const body = new ByteReader(reader.slice(length & 0x7fff));
    return kindsOf(body);
  } catch (error) {
    if (error instanceof Truncated) return bytes.length < 0x8002 ? 'incomplete' : undefined;
    throw error;
  }
}

function kindsOf(body: ByteReader): readonly number[] | undefined {
  try {
    if (body.number(1) !== 4) return undefined;
    body.slice(2);
    if (body.number(2) !== 0x0002) return undefined;
    const certificateLength = body.number(2);
    const specsLength = body.number(2);
    body.slice(2);
    body.slice(certificateLength);
    const specs = new ByteReader(body.slice(specsLength));
    const kinds: number[] = [];
    while (specs.left >= 3) kinds.push(specs.number(3));
    return kinds;
  } catch (error) {
    if (error instanceof Truncated) return undefined;
    throw error;
  }
}
