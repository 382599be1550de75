import { ByteReader, Truncated } from './bytes.ts';

/** One value of DER: its tag and its content. */
interface Value {
  readonly tag: number;
  readonly content: Uint8Array;
}

const sequence = 0x30;
const objectIdentifier = 0x06;
const extensionsTag = 0xa3;

/** What Node.js does not tell of a certificate; undefined where the DER is broken. */
export interface DerFacts {
  /** Object identifier of the algorithm that signed it: `1.2.840.113549.1.1.11`. */
  readonly signature: string;
  /** Object identifiers of its extensions. */
  readonly extensions: readonly string[];
}

/** Reads the signature algorithm and the extensions of a certificate (RFC 5280). Never throws. */
export function derFacts(der: Uint8Array): DerFacts | undefined {
  try {
    const [certificate] = valuesIn(der);
    const [body, algorithm] = valuesIn(certificate!.content);
    const [identifier] = valuesIn(algorithm!.content);
    if (body?.tag !== sequence || identifier?.tag !== objectIdentifier) return undefined;
    return { signature: dotted(identifier.content), extensions: extensionsIn(body.content) };
  } catch (error) {
    if (error instanceof Truncated || error instanceof TypeError) return undefined;
    throw error;
  }
}

function extensionsIn(body: Uint8Array): string[] {
  const wrapped = valuesIn(body).find(({ tag }) => tag === extensionsTag);
  if (wrapped === undefined) return [];
  const [list] = valuesIn(wrapped.content);
  return valuesIn(list!.content).map(({ content }) => dotted(valuesIn(content)[0]!.content));
}

function valuesIn(bytes: Uint8Array): Value[] {
  const reader = new ByteReader(bytes);
  const found: Value[] = [];
  while (reader.left > 0) {
    const tag = reader.number(1);
    const first = reader.number(1);
    const length = first < 0x80 ? first : reader.number(first & 0x7f);
    found.push({ tag, content: reader.slice(length) });
  }
  return found;
}

/** The numbers of an object identifier, with dots. */
function dotted(content: Uint8Array): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (numbers.length === 0) {
      const top = Math.min(Math.floor(value / 40), 2);
      numbers.push(top, value - top * 40);
    } else numbers.push(value);
    value = 0;
  }
  return numbers.join('.');
}
