import { randomBytes } from 'node:crypto';
import { ByteReader, numberBytes, Truncated } from './bytes.ts';
import { Gathered } from './gathered.ts';

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

/** Reads a SERVER-HELLO of SSLv2 as its bytes come. Never throws. */
export class Ssl2Answer {
  readonly #received = new Gathered(2);

  /** The kinds that it names, once they are known; undefined in `kinds` when it is no such message. */
  push(chunk: Uint8Array): { readonly kinds: readonly number[] | undefined } | undefined {
    const bytes = this.#received.push(chunk);
    if (bytes === undefined) return undefined;
    const head = bytes[0]! * 256 + bytes[1]!;
    if (head < 0x8000) return { kinds: undefined };
    const end = 2 + (head - 0x8000);
    if (bytes.length >= end) return { kinds: kindsOf(new ByteReader(bytes.subarray(2, end))) };
    this.#received.keep(bytes, end);
    return undefined;
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
