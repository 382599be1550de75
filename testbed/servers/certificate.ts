import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './server-process.ts';

/** Paths of a private key and of the certificate for it, which nobody but itself has signed. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes one for localhost in `directory`; `account` is who must be able to read the key. */
export function selfSignedCertificate(directory: string, account?: Account): Certificate {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert],
    ...['-subj', '/CN=localhost', '-days', '2'],
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${made.error ?? made.stderr}`);
  if (account !== undefined)
    for (const file of [key, cert]) chownSync(file, account.uid, account.gid);
  return { key, cert };
}
