/** The public key of a certificate. */
export interface CertificateKey {
  /** `rsa`, `ec`, `ed25519`; `unknown` where Node.js cannot read it. */
  readonly type: string;
  readonly bits?: number;
  readonly curve?: string;
}

/** What Node.js tells of a public key: a `KeyObject` is one. */
export interface NodeKey {
  readonly asymmetricKeyType?: string | undefined;
  readonly asymmetricKeyDetails?:
    | { readonly modulusLength?: number | undefined; readonly namedCurve?: string | undefined }
    | undefined;
}

/** 112 bits of strength, the least that NIST SP 800-57 lets be used: of RSA and Diffie-Hellman, and of curves. */
export const leastRsaBits = 2048;
export const leastCurveBits = 224;

/** Bits of the curves that certificates carry, as Node.js names them. */
const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp224r1: 224,
  prime192v1: 192,
  secp384r1: 384,
  secp521r1: 521,
};

/** Sizes of elliptic curves and of the RSA keys that are as strong: NIST SP 800-57 part 1, table 2. */
const equalStrength: readonly (readonly [curveBits: number, rsaBits: number])[] = [
  [512, 15_360],
  [384, 7680],
  [255, 3072],
  [leastCurveBits, leastRsaBits],
  [160, 1024],
];

/** Reads a certificate's key from what `makeKey` yields; one that OpenSSL cannot read is `unknown`. Never throws. */
export function certificateKey(makeKey: () => NodeKey): CertificateKey {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = makeKey();
    const curve = details?.namedCurve;
    const bits = details?.modulusLength ?? (curve === undefined ? undefined : sizeOf(curve));
    return {
      type: type ?? 'unknown',
      ...(bits !== undefined && { bits }),
      ...(curve !== undefined && { curve }),
    };
  } catch {
    return { type: 'unknown' };
  }
}

function sizeOf(curve: string): number | undefined {
  const named = curveBits[curve] ?? Number(/\d{3}/.exec(curve)?.[0]);
  return Number.isFinite(named) ? named : undefined;
}

/** Bits of an RSA key as strong as a curve of `bits`. */
export function rsaBitsLikeCurve(bits: number): number {
  return equalStrength.find(([size]) => bits >= size)?.[1] ?? 512;
}

/** Bits of an RSA key as strong as this one; undefined where its size is not known. */
export function rsaBitsLikeKey({ type, bits }: CertificateKey): number | undefined {
  if (type === 'ed25519') return 3072;
  if (type === 'ed448') return 7680;
  if (bits === undefined) return undefined;
  return type === 'ec' ? rsaBitsLikeCurve(bits) : bits;
}

/** Whether a key is too weak for a certificate; false also where its size is not known. DSA is no longer approved (FIPS 186-5). */
export function isWeakKey(key: CertificateKey): boolean {
  const bits = rsaBitsLikeKey(key);
  return key.type === 'dsa' || (bits !== undefined && bits < leastRsaBits);
}

/** `rsa 2048 bits`, `ec prime256v1`, or the kind alone. */
export function keyInWords({ type, bits, curve }: CertificateKey): string {
  const size = curve ?? (bits === undefined ? '' : `${bits} bits`);
  return size === '' ? type : `${type} ${size}`;
}
