import { rsaBitsLikeKey } from '@castellan/core/tls';
import type { Protocol } from '@castellan/core/tls';
import { type CipherSuite, cipherSuites } from './cipher-suites.ts';
import { suitesOf, weakestTemporaryKey } from './key-strength.ts';
import type { ProtocolFacts, ServerCertificate, TlsServer } from './server-facts.ts';

/** The scheme that is followed. HSTS, which lifts an A to an A+, is not looked at. */
export const gradeScheme = 'SSL Labs rating guide 2009q, and that of 2009r on TLS 1.3';

/** Worst last. `T` is a certificate that is not trusted, `M` one for another name. */
const letters = ['A', 'A-', 'B', 'C', 'D', 'E', 'F', 'M', 'T'] as const;
export type Letter = (typeof letters)[number];

/** Why a grade is no better than `letter`. */
interface GradeReason {
  readonly letter: Letter;
  readonly why: string;
}

export interface Grade {
  readonly letter: Letter;
  /** 0 to 100: three tenths protocols, three tenths keys, four tenths ciphers. */
  readonly score: number;
  readonly parts: { readonly protocols: number; readonly keys: number; readonly ciphers: number };
  /** What keeps it down, the weightiest first; empty for an A. */
  readonly reasons: readonly GradeReason[];
}

const protocolScores: Readonly<Record<Protocol, number>> = {
  SSLv2: 0,
  SSLv3: 80,
  'TLSv1.0': 90,
  'TLSv1.1': 95,
  'TLSv1.2': 100,
  'TLSv1.3': 100,
};

/** The grade of a server, with its certificate where that could be had. */
export function gradeOf(server: TlsServer, certificate?: ServerCertificate): Grade {
  const offered = server.protocols.filter(({ status }) => status === 'offered');
  const suites = suitesOf(server).map((code) => cipherSuites.get(code)!);
  const parts = {
    protocols: middle(offered.map(({ protocol }) => protocolScores[protocol])),
    keys: keyScore(server, suites, certificate),
    ciphers: middle(suites.map(({ bits }) => cipherScore(bits))),
  };
  const isVoid = Object.values(parts).includes(0);
  const sum = 0.3 * parts.protocols + 0.3 * parts.keys + 0.4 * parts.ciphers;
  const score = isVoid ? 0 : Math.round(sum);
  const reasons = [
    ...scoreReasons(score),
    ...protocolReasons(offered),
    ...suiteReasons(server, suites),
    ...keyReasons(server, certificate),
    ...certificateReasons(certificate),
    ...(server.compression.length > 0
      ? [{ letter: 'C', why: 'it compresses (CRIME)' } as const]
      : []),
  ].sort((a, b) => letters.indexOf(b.letter) - letters.indexOf(a.letter));
  return { letter: reasons[0]?.letter ?? 'A', score, parts, reasons };
}

/** Halfway between the best and the worst. */
function middle(scores: readonly number[]): number {
  return scores.length === 0 ? 0 : (Math.max(...scores) + Math.min(...scores)) / 2;
}

function cipherScore(bits: number): number {
  if (bits === 0) return 0;
  if (bits < 128) return 20;
  return bits < 256 ? 80 : 100;
}

function keyScore(
  server: TlsServer,
  suites: readonly CipherSuite[],
  certificate: ServerCertificate | undefined,
): number {
  if (suites.some(({ flaws }) => flaws.includes('no authentication'))) return 0;
  if (suites.some(({ flaws }) => flaws.includes('export'))) return 40;
  const own = certificate?.chain[0] && rsaBitsLikeKey(certificate.chain[0].key);
  const sizes = [own, weakestTemporaryKey(server)].filter((size) => size !== undefined);
  // Nothing known of keys: neither good nor bad is claimed.
  if (sizes.length === 0) return 90;
  const bits = Math.min(...sizes);
  if (bits < 512) return 20;
  if (bits < 1024) return 40;
  if (bits < 2048) return 80;
  return bits < 4096 ? 90 : 100;
}

function scoreReasons(score: number): GradeReason[] {
  const bounds = [80, 65, 50, 35, 20] as const;
  const byScore = ['A', 'B', 'C', 'D', 'E'] as const;
  const index = bounds.findIndex((bound) => score >= bound);
  if (index === 0) return [];
  return [{ letter: byScore[index] ?? 'F', why: `its score is ${score} of 100` }];
}

function protocolReasons(offered: readonly ProtocolFacts[]): GradeReason[] {
  const has = (protocol: Protocol): boolean => offered.some((one) => one.protocol === protocol);
  const reasons: GradeReason[] = [];
  if (has('SSLv2')) reasons.push({ letter: 'F', why: 'SSLv2 is offered' });
  if (has('SSLv3')) reasons.push({ letter: 'C', why: 'SSLv3 is offered (POODLE)' });
  for (const protocol of ['TLSv1.0', 'TLSv1.1'] as const)
    if (has(protocol)) reasons.push({ letter: 'B', why: `${protocol} is offered` });
  if (!has('TLSv1.2') && !has('TLSv1.3'))
    reasons.push({ letter: 'C', why: 'neither TLSv1.2 nor TLSv1.3 is offered' });
  else if (!has('TLSv1.3')) reasons.push({ letter: 'A-', why: 'TLSv1.3 is not offered' });
  return reasons;
}

function suiteReasons(server: TlsServer, suites: readonly CipherSuite[]): GradeReason[] {
  const reasons: GradeReason[] = [];
  const has = (flaw: CipherSuite['flaws'][number]): boolean =>
    suites.some(({ flaws }) => flaws.includes(flaw));
  const isModern = server.protocols.some(
    ({ protocol, suites: own }) =>
      (protocol === 'TLSv1.1' || protocol === 'TLSv1.2') &&
      own.some((code) => cipherSuites.get(code)?.flaws.includes('RC4')),
  );
  if (has('no encryption')) reasons.push({ letter: 'F', why: 'suites without encryption' });
  if (has('no authentication')) reasons.push({ letter: 'F', why: 'suites without authentication' });
  if (has('export')) reasons.push({ letter: 'F', why: 'export suites (FREAK, Logjam)' });
  if (has('RC4')) reasons.push({ letter: isModern ? 'C' : 'B', why: 'RC4 is offered' });
  if (has('DES') || has('RC2')) reasons.push({ letter: 'F', why: 'single DES or RC2 is offered' });
  if (has('64-bit blocks')) reasons.push({ letter: 'C', why: 'blocks of 64 bits (SWEET32)' });
  if (!suites.some(({ isAead }) => isAead)) reasons.push({ letter: 'B', why: 'no AEAD suite' });
  if (!suites.some(({ hasForwardSecrecy }) => hasForwardSecrecy))
    reasons.push({ letter: 'B', why: 'no forward secrecy' });
  if (server.hasSecureRenegotiation === false)
    reasons.push({ letter: 'A-', why: 'no secure renegotiation' });
  return reasons;
}

function keyReasons(server: TlsServer, certificate: ServerCertificate | undefined): GradeReason[] {
  const reasons: GradeReason[] = [];
  const weakest = Math.min(...server.dhPrimes.map(({ bits }) => bits));
  if (weakest < 1024) reasons.push({ letter: 'F', why: `Diffie-Hellman of ${weakest} bits` });
  else if (weakest < 2048) reasons.push({ letter: 'B', why: `Diffie-Hellman of ${weakest} bits` });
  const own = certificate?.chain[0];
  const bits = own && rsaBitsLikeKey(own.key);
  if (bits !== undefined && bits < 1024) reasons.push({ letter: 'F', why: 'a key that is broken' });
  else if (bits !== undefined && bits < 2048)
    reasons.push({ letter: 'B', why: `a key as weak as RSA of ${bits} bits` });
  if (own && /^md\d/.test(own.signature))
    reasons.push({ letter: 'F', why: 'signed with MD5 or MD2' });
  else if (own && /sha1/i.test(own.signature))
    reasons.push({ letter: 'T', why: 'signed with SHA-1' });
  return reasons;
}

function certificateReasons(certificate: ServerCertificate | undefined): GradeReason[] {
  if (certificate === undefined) return [];
  const reasons: GradeReason[] = [];
  if (!certificate.matchesHost)
    reasons.push({ letter: 'M', why: `the certificate is not for ${certificate.host}` });
  const { trustProblem } = certificate;
  if (trustProblem !== undefined)
    reasons.push({ letter: 'T', why: `the certificate is not trusted (${trustProblem})` });
  return reasons;
}
