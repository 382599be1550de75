import { X509Certificate } from 'node:crypto';
import { certificateKey } from '@castellan/core/tls';
import type { CertificateFacts } from '../../analysis/tls/server-facts.ts';
import { derFacts } from './der.ts';

/** Names of signature algorithms by object identifier: RFC 4055, 5758, 8410 and NIST's list. */
const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsa-with-sha1',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-sha256',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

/** A certificate that Node.js could read, with its DER. */
export interface ReadCertificate {
  readonly facts: CertificateFacts;
  readonly x509: X509Certificate;
  readonly extensions: readonly string[];
}

/** What a certificate says; undefined when it cannot be read. Never throws. */
export function readCertificate(der: Uint8Array): ReadCertificate | undefined {
  try {
    return factsOf(new X509Certificate(der), der);
  } catch {
    // OpenSSL refuses it, as a whole or a part of it: it is no certificate that a client could use.
    return undefined;
  }
}

function factsOf(x509: X509Certificate, der: Uint8Array): ReadCertificate {
  const more = derFacts(der);
  const signature = more?.signature ?? 'unknown';
  const facts: CertificateFacts = {
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    names: namesIn(x509.subjectAltName),
    validFrom: isoTime(x509.validFrom),
    validTo: isoTime(x509.validTo),
    serial: x509.serialNumber,
    fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
    isSelfSigned: isSignedBy(x509, x509),
    isAuthority: x509.ca,
    key: certificateKey(() => x509.publicKey),
    signature: signatureNames[signature] ?? signature,
  };
  return { facts, x509, extensions: more?.extensions ?? [] };
}

/** True when `issuer` signed it, by name and by key. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key or a signature of a kind that OpenSSL cannot read signs nothing that we may trust.
    return false;
  }
}

/** Node.js puts names with odd characters in quotes as JSON does; a comma in one ends no name. */
function namesIn(text: string | undefined): string[] {
  return (text?.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((name) =>
    name.trim().replace(/^IP Address:/, 'IP:'),
  );
}

/** `C=SE\nCN=a` → `C=SE, CN=a`. */
function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ');
}

/** A time that cannot be read stays as Node.js gave it. */
function isoTime(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
