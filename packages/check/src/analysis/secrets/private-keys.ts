import type { SecretHit } from './hit.ts';

const begin = '-----BEGIN ';
/** RSA, EC, DSA, OPENSSH, ENCRYPTED and PGP keys; the label ends in the words that matter. */
const label = /^-----BEGIN ([A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?)-----/;
const leastBase64 = 60;
const mostBody = 20_000;

/** Private keys in PEM (RFC 7468), also those in one string with escaped line ends. */
export function privateKeysIn(text: string): SecretHit[] {
  const hits: SecretHit[] = [];
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + begin.length)) {
    const match = label.exec(text.slice(at, at + 64));
    if (!match) continue;
    const bodyStart = at + match[0].length;
    // The next dashes end it, whatever they begin: a search for the end mark would be quadratic.
    const dashes = text.indexOf('-----', bodyStart);
    const bodyEnd = Math.min(dashes < 0 ? text.length : dashes, bodyStart + mostBody);
    const hasEnd = bodyEnd === dashes && text.startsWith('-----END ', bodyEnd);
    const body = text.slice(bodyStart, bodyEnd);
    const base64 = base64In(body);
    if (base64.length < leastBase64 || isMade(base64, body)) continue;
    if (!beginsAsKey(match[1]!, base64, body)) continue;
    const isEncrypted = match[1]!.includes('ENCRYPTED') || /Proc-Type:\s*4,ENCRYPTED/.test(body);
    hits.push({
      start: at,
      end: !hasEnd
        ? bodyEnd
        : Math.min(text.length, bodyEnd + '-----END '.length + match[1]!.length + 5),
      kind: 'private-key',
      title: `${isEncrypted ? 'Encrypted private' : 'Private'} key`,
      severity: isEncrypted ? 'medium' : 'critical',
      confidence: 'likely',
      secret: base64,
    });
  }
  return hits;
}

/** DER begins with a sequence (RFC 5958), PGP with a packet of tag 5 (RFC 9580), OpenSSH's form with its name. */
function beginsAsKey(label: string, base64: string, body: string): boolean {
  if (body.includes('Proc-Type:')) return true;
  if (label.startsWith('PGP')) return /^[lx]/.test(base64);
  return label.startsWith('OPENSSH')
    ? base64.startsWith('b3BlbnNzaC1rZXk')
    : base64.startsWith('M');
}

/** The base64 of the body, whatever breaks its lines: real ends, escaped ones, quotes and plus signs. */
function base64In(body: string): string {
  return body
    .replace(/^[\w-]+: .*$/gm, '')
    .replace(/\\+[rnt]|\\\n/g, '')
    .replace(/[\s"'`+,\\]/g, (sign) => (sign === '+' ? '+' : ''))
    .replace(/[^A-Za-z0-9+/=]/g, '');
}

/** A body of one sign, of words or of other text is no key. */
function isMade(base64: string, body: string): boolean {
  const signs = body.replace(/^[\w-]+: .*$/gm, '').replace(/\\+[rnt]|[\s"'`+,\\]/g, '').length;
  return new Set(base64).size < 20 || base64.replaceAll('+', '').length < signs * 0.9;
}
