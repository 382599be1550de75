import { drafts, runs } from './cipher-suite-list.ts';
import { opensslName } from './openssl-names.ts';

/** What is wrong with a suite, whatever the protocol. */
export type SuiteFlaw =
  | 'no encryption'
  | 'no authentication'
  | 'export'
  | 'RC4'
  | 'RC2'
  | 'DES'
  | '64-bit blocks';

/** How keys are agreed on. `TLS 1.3` leaves it to the groups, and is always ephemeral. */
type KeyAgreement =
  | 'RSA'
  | 'DH'
  | 'DHE'
  | 'ECDH'
  | 'ECDHE'
  | 'PSK'
  | 'SRP'
  | 'KRB5'
  | 'GOST'
  | 'ECCPWD'
  | 'TLS 1.3';

/** A cipher suite and what follows from its name. */
export interface CipherSuite {
  /** As on the wire, 0 to 65535. */
  readonly code: number;
  /** As IANA has it: `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`. */
  readonly name: string;
  /** As OpenSSL calls it, in settings and logs; absent where it never had it. */
  readonly openssl?: string;
  readonly isTls13: boolean;
  /** From TLS 1.2 on: it uses an AEAD or a hash that older protocols lack. */
  readonly isTls12: boolean;
  readonly agreement: KeyAgreement;
  readonly hasForwardSecrecy: boolean;
  readonly isAead: boolean;
  /** Strength of the cipher: 0 for none, 112 for triple DES. */
  readonly bits: number;
  readonly flaws: readonly SuiteFlaw[];
}

/** All suites that we know, by code. */
export const cipherSuites: ReadonlyMap<number, CipherSuite> = new Map(
  [...runs, ...drafts].flatMap(([from, keys, ciphers]) =>
    keys
      .split(' ')
      .flatMap((key) => ciphers.split(' ').map((cipher) => [key, cipher] as const))
      .map(([key, cipher], index) => [from + index, suite(from + index, key, cipher)] as const),
  ),
);

/** Name of a suite by IANA, or its code where we know none. */
export function suiteName(code: number): string {
  return cipherSuites.get(code)?.name ?? `0x${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function suite(code: number, key: string, cipher: string): CipherSuite {
  const isTls13 = key === '' || cipher.includes('_MGM_');
  const openssl = opensslName(key, cipher);
  const agreement = isTls13 ? 'TLS 1.3' : agreementOf(key);
  return {
    code,
    name: key === '' ? `TLS_${cipher}` : `TLS_${key}_WITH_${cipher}`,
    ...(openssl !== undefined && { openssl }),
    isTls13,
    isTls12: !isTls13 && needsTls12(key, cipher),
    agreement,
    hasForwardSecrecy:
      /^(DHE|ECDHE|ECCPWD|TLS 1\.3)$/.test(agreement) || /anon/.test(key) || key === 'PSK_DHE',
    isAead: /_(GCM|CCM|POLY1305|MGM)\b|_(GCM|CCM|POLY1305|MGM)_|^AEGIS/.test(cipher),
    bits: bitsOf(cipher),
    flaws: flawsOf(key, cipher),
  };
}

function agreementOf(key: string): KeyAgreement {
  if (key.startsWith('GOST')) return 'GOST';
  if (key === 'PSK_DHE') return 'DHE';
  return key.split('_')[0] as KeyAgreement;
}

/** RFC 5246, 5288, 6655, 7905 and their kin; RFC 5487 and 5489 let CBC under a shared key go older. */
function needsTls12(key: string, cipher: string): boolean {
  if (/GCM|CCM|POLY1305|^ARIA/.test(cipher)) return true;
  return /SHA(256|384)$/.test(cipher) && !key.includes('PSK');
}

function bitsOf(cipher: string): number {
  if (/^(NULL|SHA)/.test(cipher)) return 0;
  if (/40/.test(cipher)) return 40;
  if (/^(DES_CBC|RC4_56)/.test(cipher)) return 56;
  if (cipher.startsWith('3DES')) return 112;
  return /256|CHACHA20|KUZNYECHIK|MAGMA|28147/.test(cipher.replace(/SHA\d+$/, '')) ? 256 : 128;
}

function flawsOf(key: string, cipher: string): SuiteFlaw[] {
  const flaws: SuiteFlaw[] = [];
  if (/^(NULL|SHA)/.test(cipher)) flaws.push('no encryption');
  if (/anon/.test(key)) flaws.push('no authentication');
  if (/EXPORT/.test(key)) flaws.push('export');
  if (cipher.startsWith('RC4')) flaws.push('RC4');
  if (cipher.startsWith('RC2')) flaws.push('RC2');
  if (cipher.startsWith('DES')) flaws.push('DES');
  if (/^(3DES|IDEA|MAGMA|28147)/.test(cipher)) flaws.push('64-bit blocks');
  return flaws;
}
