/** A group for the agreement on keys: a curve, a finite field, or a hybrid with a post-quantum part. */
export interface NamedGroup {
  /** As on the wire. */
  readonly code: number;
  readonly name: string;
  /** Size of the field, in bits; of a hybrid that of its classical part. */
  readonly bits: number;
  readonly isFiniteField?: boolean;
  readonly isHybrid?: boolean;
  /** Only TLS 1.3 may use it. */
  readonly isTls13?: boolean;
}

const curve = (code: number, name: string, bits: number): NamedGroup => ({ code, name, bits });
const field = (code: number, bits: number): NamedGroup => ({
  code,
  name: `ffdhe${bits}`,
  bits,
  isFiniteField: true,
});
const modern = (code: number, name: string, bits: number, isHybrid = false): NamedGroup => ({
  code,
  name,
  bits,
  isTls13: true,
  ...(isHybrid && { isHybrid }),
});

/** Facts of IANA's registry "TLS Supported Groups", in the order in which we offer them. */
export const namedGroups: readonly NamedGroup[] = [
  modern(0x11ec, 'X25519MLKEM768', 255, true),
  modern(0x11eb, 'SecP256r1MLKEM768', 256, true),
  modern(0x11ed, 'SecP384r1MLKEM1024', 384, true),
  modern(0x6399, 'X25519Kyber768Draft00', 255, true),
  modern(0x0200, 'MLKEM512', 512),
  modern(0x0201, 'MLKEM768', 768),
  modern(0x0202, 'MLKEM1024', 1024),
  curve(29, 'x25519', 255),
  curve(23, 'secp256r1', 256),
  curve(30, 'x448', 448),
  curve(24, 'secp384r1', 384),
  curve(25, 'secp521r1', 521),
  curve(26, 'brainpoolP256r1', 256),
  curve(27, 'brainpoolP384r1', 384),
  curve(28, 'brainpoolP512r1', 512),
  modern(31, 'brainpoolP256r1tls13', 256),
  modern(32, 'brainpoolP384r1tls13', 384),
  modern(33, 'brainpoolP512r1tls13', 512),
  modern(41, 'curveSM2', 256),
  curve(22, 'secp256k1', 256),
  curve(14, 'sect571r1', 571),
  curve(13, 'sect571k1', 571),
  curve(12, 'sect409r1', 409),
  curve(11, 'sect409k1', 409),
  curve(10, 'sect283r1', 283),
  curve(9, 'sect283k1', 283),
  curve(8, 'sect239k1', 239),
  curve(7, 'sect233r1', 233),
  curve(6, 'sect233k1', 233),
  curve(5, 'sect193r2', 193),
  curve(4, 'sect193r1', 193),
  curve(3, 'sect163r2', 163),
  curve(2, 'sect163r1', 163),
  curve(1, 'sect163k1', 163),
  curve(21, 'secp224r1', 224),
  curve(20, 'secp224k1', 224),
  curve(19, 'secp192r1', 192),
  curve(18, 'secp192k1', 192),
  curve(17, 'secp160r2', 160),
  curve(16, 'secp160r1', 160),
  curve(15, 'secp160k1', 160),
  field(256, 2048),
  field(257, 3072),
  field(258, 4096),
  field(259, 6144),
  field(260, 8192),
];

const byCode = new Map(namedGroups.map((group) => [group.code, group]));

/** The group of a code; undefined where we know none. */
export function namedGroup(code: number): NamedGroup | undefined {
  return byCode.get(code);
}
