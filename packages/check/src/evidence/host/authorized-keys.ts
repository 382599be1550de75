import { createHash } from 'node:crypto';
import type { AuthorizedKey } from '../../analysis/host/facts.ts';

const types =
  /(?:^|\s)((?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com)(?:-cert-v01@openssh\.com)?)\s+([A-Za-z0-9+/]+=*)(?:\s+(.*))?$/;

/** The keys of an authorized_keys file (sshd(8)); only their names and sizes, which are no secret. */
export function authorizedKeys(file: string, user: string, text: string): AuthorizedKey[] {
  return text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const found = types.exec(trimmed);
    if (found === null) return [];
    const [, type = '', base64 = '', comment = ''] = found;
    const blob = Buffer.from(base64, 'base64');
    const options = trimmed.slice(0, found.index);
    return [
      {
        file,
        line: index + 1,
        user,
        type,
        ...(type === 'ssh-rsa' && { bits: rsaBits(blob) }),
        fingerprint: createHash('sha256').update(blob).digest('base64').slice(0, 16),
        comment: comment.slice(0, 100),
        isRestricted: /(?:^|,)(?:command=|restrict\b|from=)/.test(options),
      },
    ];
  });
}

/** Length of the modulus: the third field of the key, each with its length before it (RFC 4253, 6.6). */
function rsaBits(blob: Buffer): number {
  let at = 0;
  for (let field = 0; field < 2 && at + 4 <= blob.length; field += 1) {
    at += 4 + blob.readUInt32BE(at);
  }
  if (at + 4 > blob.length) return 0;
  const length = blob.readUInt32BE(at);
  const modulus = blob.subarray(at + 4, at + 4 + length);
  const start = modulus.findIndex((byte) => byte !== 0);
  if (start === -1) return 0;
  return (modulus.length - start - 1) * 8 + (32 - Math.clz32(modulus[start] ?? 0));
}
