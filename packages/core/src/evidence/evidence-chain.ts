import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** Begins what is signed, so that no other text of ours can pass for it. */
const context = 'castellan evidence 1\n';
/** Stands before the first line. */
const nothing = '0'.repeat(64);

/** One line of a pack: its place, the SHA-256 of the line before, what it is, and what it says. */
interface EvidenceLine {
  readonly line: number;
  readonly previous: string;
  readonly type: string;
  readonly data: unknown;
}

/** A new key pair: the private key as PKCS 8 in PEM, the public one as 32 bytes in base64. */
export function newEvidenceKey(): { readonly privatePem: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: shortOf(publicKey),
  };
}

/** Writes the lines of a pack, each bound to the one before by its SHA-256, the last one signed (Ed25519, RFC 8032). */
export class EvidenceChain {
  #previous = nothing;
  #line = 0;

  /** The next line, with its break. */
  add(type: string, data: unknown): string {
    this.#line += 1;
    const line: EvidenceLine = { line: this.#line, previous: this.#previous, type, data };
    const text = JSON.stringify(line);
    this.#previous = digest(text);
    return `${text}\n`;
  }

  /** The last line: a signature over the chain so far. */
  end(privatePem: string): string {
    const key = createPrivateKey(privatePem);
    const signature = sign(null, signed(this.#previous), key).toString('base64');
    const publicKey = shortOf(createPublicKey(key));
    return this.add('signature', { algorithm: 'ed25519', publicKey, signature });
  }
}

/** What is to be said of a pack. */
export type Verified =
  | {
      readonly ok: true;
      readonly publicKey: string;
      readonly counts: ReadonlyMap<string, number>;
      readonly first: unknown;
    }
  | { readonly ok: false; readonly problem: string };

/** Whether nothing in a pack was changed, taken out, put in or cut off, and which key signed it. */
export function verifyEvidence(text: string, expectedKey?: string): Verified {
  const refused = (problem: string): Verified => ({ ok: false, problem });
  if (!text.endsWith('\n')) return refused('it is cut off: its last line has no end');
  const lines = text.slice(0, -1).split('\n');
  const counts = new Map<string, number>();
  let previous = nothing;
  let last: EvidenceLine | undefined;
  let first: unknown;
  for (const [index, line] of lines.entries()) {
    const read = readLine(line);
    const place = `line ${index + 1}`;
    if (read === undefined) return refused(`${place} is no line of a pack`);
    if (last?.type === 'signature') return refused(`${place} stands behind the signature`);
    if (read.line !== index + 1)
      return refused(
        `${place} says that it is line ${read.line}: lines were taken out, added or moved here`,
      );
    if (read.previous !== previous) {
      return refused(`${place} does not follow from the line before: one of them was changed`);
    }
    if (read.type === 'signature') {
      const problem = problemOfSignature(read.data, previous, expectedKey);
      if (problem !== undefined) return refused(`${place}: ${problem}`);
    }
    if (index === 0) first = read.data;
    counts.set(read.type, (counts.get(read.type) ?? 0) + 1);
    previous = digest(line);
    last = read;
  }
  if (last?.type !== 'signature') return refused('it is not signed, or its end is missing');
  return { ok: true, publicKey: (last.data as { publicKey: string }).publicKey, counts, first };
}

function readLine(text: string): EvidenceLine | undefined {
  try {
    const value = JSON.parse(text) as EvidenceLine | null;
    // The text itself is bound, so that two texts of one value cannot stand for each other.
    return value !== null && typeof value === 'object' && typeof value.type === 'string'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function problemOfSignature(
  data: unknown,
  previous: string,
  expectedKey: string | undefined,
): string | undefined {
  const { algorithm, publicKey, signature } = (data ?? {}) as Record<string, unknown>;
  if (algorithm !== 'ed25519' || typeof publicKey !== 'string' || typeof signature !== 'string') {
    return 'its signature is none that we know';
  }
  if (expectedKey !== undefined && expectedKey !== publicKey) {
    return `it was signed with another key, ${publicKey}`;
  }
  const key = keyOf(publicKey);
  const isRight =
    key !== undefined && verify(null, signed(previous), key, Buffer.from(signature, 'base64'));
  return isRight ? undefined : 'its signature is wrong: the lines before were written anew';
}

function signed(previous: string): Buffer {
  return Buffer.from(context + previous);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function shortOf(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

function keyOf(publicKey: string): KeyObject | undefined {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
