/** What a token of watch is for: delivering findings, or speaking to its API. */
export const tokenKinds = ['ingest', 'api'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** What every token of ours begins with, so that people and scanners know it when they see it. */
const tokenPrefix = 'cst_';

const secretChars = 43;
const checksumChars = 6;
const shape = new RegExp(
  `^${tokenPrefix}(${tokenKinds.join('|')})_([A-Za-z0-9_-]{${secretChars}})([0-9a-z]{${checksumChars}})$`,
);

/**
 * A token around 256 random bits in base64url: `cst_ingest_` or `cst_api_`, the secret, and six
 * characters of checksum, by which a scanner tells a token from a look-alike without asking anyone.
 */
export function formatToken(kind: TokenKind, secret: string): string {
  const head = `${tokenPrefix}${kind}_${secret}`;
  return head + checksum(head);
}

/** The kind of a well-formed token; `undefined` for everything else. */
export function tokenKindOf(text: string): TokenKind | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const isSound = checksum(text.slice(0, -checksumChars)) === match[3];
  return isSound ? (match[1] as TokenKind) : undefined;
}

/** CRC-32 (ISO 3309, reflected) in base 36, cut to six characters. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(36).padStart(checksumChars, '0').slice(-checksumChars);
}
