import { spawnSync } from 'node:child_process';

/** Key and certificate of a TLS server on localhost, made anew, which nobody but itself has signed. */
export function selfSigned(): { readonly key: string; readonly cert: string } {
  const { status, stdout, stderr, error } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '-', '-out', '-'],
      ...['-subj', '/CN=localhost', '-days', '2'],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl: ${error ?? stderr}`);
  const certificate = stdout.indexOf('-----BEGIN CERTIFICATE-----');
  return { key: stdout.slice(0, certificate), cert: stdout.slice(certificate) };
}
