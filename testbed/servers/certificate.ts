import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';
import type { Account } from './server-process.ts';

/** Paths of a private key and of the certificate for it, which nobody but itself has signed. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes one for localhost in `directory`; `account` is who must be able to read the key. */
export function selfSignedCertificate(directory: string, account?: Account): Certificate {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const both = selfSigned().key;
  const certificate = both.indexOf('-----BEGIN CERTIFICATE-----');
  writeFileSync(key, both.slice(0, certificate), { mode: 0o600 });
  writeFileSync(cert, both.slice(certificate));
  if (account !== undefined)
    for (const file of [key, cert]) chownSync(file, account.uid, account.gid);
  return { key, cert };
}
