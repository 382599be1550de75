import { execFileSync } from 'node:child_process';

/** Key and certificate of a TLS server, made anew. */
export function selfSigned() {
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const made = execFileSync(
    'openssl',
    [...request, '-nodes', '-subj', '/CN=localhost', '-days', '2', '-keyout', '-'],
    { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' },
  );
  return { key: made, cert: made };
}
