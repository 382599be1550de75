import { cipherSuites } from './cipher-suites.ts';
import { namedGroup } from './named-groups.ts';
import type { CertificateKey, TlsServer } from './server-facts.ts';

/** Sizes of elliptic curves and of the RSA keys that are as strong: NIST SP 800-57 part 1, table 2. */
const equalStrength: readonly (readonly [curveBits: number, rsaBits: number])[] = [
  [512, 15_360],
  [384, 7680],
  [255, 3072],
  [224, 2048],
  [160, 1024],
];

/** Bits of an RSA key as strong as a curve of `bits`. */
function rsaBitsLikeCurve(bits: number): number {
  return equalStrength.find(([curveBits]) => bits >= curveBits)?.[1] ?? 512;
}

/** Bits of an RSA key as strong as this one; undefined where its size is not known. */
export function rsaBitsLikeKey({ type, bits }: CertificateKey): number | undefined {
  if (type === 'ed25519') return 3072;
  if (type === 'ed448') return 7680;
  if (bits === undefined) return undefined;
  return type === 'ec' ? rsaBitsLikeCurve(bits) : bits;
}

/** The weakest of the temporary keys that a server agrees to, as bits of RSA; undefined without any. */
export function weakestTemporaryKey({ dhPrimes, curves, groups }: TlsServer): number | undefined {
  const elliptic = [...curves, ...groups].flatMap((code) => {
    const group = namedGroup(code);
    if (group === undefined) return [];
    return group.isFiniteField ? group.bits : rsaBitsLikeCurve(group.bits);
  });
  const sizes = [...dhPrimes.map(({ bits }) => bits), ...elliptic];
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

/** Suites of a server up to TLS 1.2 and of TLS 1.3, each once. */
export function suitesOf({ protocols }: TlsServer): number[] {
  const codes = protocols
    .filter(({ protocol }) => protocol !== 'SSLv2')
    .flatMap(({ suites }) => suites);
  return [...new Set(codes)].filter((code) => cipherSuites.has(code));
}
