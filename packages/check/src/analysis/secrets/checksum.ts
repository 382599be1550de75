const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checkLength = 6;

/**
 * True when the last six signs are the CRC-32 of the signs between the prefix and them, in base 62:
 * how GitHub and npm write their tokens (GitHub, "Behind GitHub's new authentication token formats").
 */
export function hasValidChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  return body.slice(-checkLength) === base62(crc32(body.slice(0, -checkLength)));
}

/** The six signs that end a token with this body. */
export function checksumOf(body: string): string {
  return base62(crc32(body));
}

function base62(value: number): string {
  let text = '';
  for (let rest = value; text.length < checkLength; rest = Math.floor(rest / 62))
    text = digits.charAt(rest % 62) + text;
  return text;
}

/** CRC-32 of ASCII text as in IEEE 802.3. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
