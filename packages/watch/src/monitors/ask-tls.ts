import type { X509Certificate } from 'node:crypto';
import type { SecureVersion } from 'node:tls';
import { type CertificateKey, certificateKey, type Protocol } from '@castellan/core/tls';
import type { Reach } from '../outbound/exchange.ts';
import { type Certificate, readCertificate, type TlsPlace, withTls } from './certificate-of.ts';

/** What Node's OpenSSL can speak, by the names that Node.js gives it. */
const versions: readonly (readonly [Protocol, SecureVersion])[] = [
  ['TLSv1.0', 'TLSv1'],
  ['TLSv1.1', 'TLSv1.1'],
  ['TLSv1.2', 'TLSv1.2'],
  ['TLSv1.3', 'TLSv1.3'],
];

/** What can be seen of a server's TLS by connecting to it with what Node's OpenSSL can speak. */
export interface SeenTls {
  readonly certificate: Certificate;
  readonly accepted: readonly Protocol[];
  /** It takes a key exchange after which a stolen key reads what was recorded. */
  readonly takesStaticKeys: boolean;
  readonly key: CertificateKey;
  /** Names from the server's own certificate upwards. */
  readonly chain: readonly string[];
}

/** Lets OpenSSL offer what it holds for too old; nothing is sent over it. */
const anyCipher = 'ALL@SECLEVEL=0';
const staticKeys = 'kRSA@SECLEVEL=0';

/** Connects once as clients do, then once for each version. Rejects when clients get no TLS at all. */
export async function askTls(place: TlsPlace, reach: Reach): Promise<SeenTls> {
  const shown = await withTls(place, reach, {}, (tls) => {
    const certificate = readCertificate(tls, place.host);
    const own = tls.getPeerX509Certificate();
    return { certificate, key: certificateKey(() => own?.publicKey ?? {}), chain: chainOf(own) };
  });
  const accepted: Protocol[] = [];
  for (const [protocol, version] of versions) {
    const only = { minVersion: version, maxVersion: version };
    if (await agrees(place, reach, { ...only, ciphers: anyCipher })) accepted.push(protocol);
  }
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: staticKeys } as const;
  return { ...shown, accepted, takesStaticKeys: await agrees(place, reach, old) };
}

async function agrees(
  place: TlsPlace,
  reach: Reach,
  options: Parameters<typeof withTls>[2],
): Promise<boolean> {
  try {
    return await withTls(place, reach, options, () => true);
  } catch (error) {
    if (isRefusal(error as NodeJS.ErrnoException)) return false;
    throw error;
  }
}

/** Silence is no answer; an alert or a cut connection is. */
function isRefusal({ code = '', message }: NodeJS.ErrnoException): boolean {
  return code.startsWith('ERR_SSL') || code === 'ECONNRESET' || message.startsWith('it hung up');
}

function chainOf(own: X509Certificate | undefined): readonly string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  let one = own;
  while (one !== undefined && !seen.has(one.fingerprint256)) {
    seen.add(one.fingerprint256);
    names.push(/^CN=(.+)$/m.exec(one.subject)?.[1] ?? one.subject.replaceAll('\n', ', '));
    one = one.issuerCertificate;
  }
  return names;
}
