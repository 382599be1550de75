import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { isSignedBy, type ReadCertificate } from './certificate-facts.ts';

let parsed: readonly X509Certificate[] | undefined;

/**
 * Whether a root that Node.js ships is on the way from the first certificate up, or signed any of it. Not
 * the last alone counts: above it a server may send a cross-signed twin of the root.
 */
export function endsAtRoot(
  chain: readonly ReadCertificate[],
  signedBy: readonly number[],
): boolean {
  parsed ??= rootCertificates.map((pem) => new X509Certificate(pem));
  const roots = parsed;
  const path = new Set<number>();
  for (let at = 0; at >= 0 && !path.has(at); at = signedBy[at] ?? -1) path.add(at);
  return [...path].some((at) => {
    const { x509 } = chain[at]!;
    return roots.some(
      (root) => root.fingerprint256 === x509.fingerprint256 || isSignedBy(x509, root),
    );
  });
}
