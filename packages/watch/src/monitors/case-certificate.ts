import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why no certificate can be made; `undefined` where one can. */
export const withoutOpenssl: string | undefined =
  spawnSync('openssl', ['version']).status === 0
    ? undefined
    : 'openssl is not there, which makes certificates';

/** A key with a certificate for it, as PEM. */
export interface CaseCertificate {
  readonly key: string;
  readonly cert: string;
}

const elliptic = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** Makes a certificate for `localhost`, signed by itself, that ends in so many days. */
export function makeCertificate(
  newKey: readonly string[] = elliptic,
  days: number = 100,
): CaseCertificate {
  const home = mkdtempSync(join(tmpdir(), 'castellan-certificate-'));
  try {
    const [keyFile, certFile] = [join(home, 'key.pem'), join(home, 'cert.pem')];
    const subject = ['-subj', '/O=Test/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', keyFile, '-out', certFile];
    const made = ['req', '-x509', '-newkey', ...newKey, '-nodes', '-days', String(days)];
    execFileSync('openssl', [...made, ...subject, ...files], { stdio: 'ignore' });
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
