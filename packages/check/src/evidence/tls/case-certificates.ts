import { createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { numberBytes } from './bytes.ts';

/** A certificate that a test had issued, with the key to issue more. */
export interface CaseCertificate {
  readonly der: Uint8Array;
  readonly pem: string;
  readonly name: string;
  readonly key: KeyObject;
  readonly keyPem: string;
}

/** What a certificate is to say. */
export interface CaseCertificateSettings {
  readonly name: string;
  /** Itself when left out. */
  readonly issuer?: CaseCertificate;
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly (readonly number[])[];
  readonly isAuthority?: boolean;
  readonly validFrom?: Date;
  readonly validTo?: Date;
  readonly key?: 'ec' | 'rsa' | 'ed25519';
  readonly rsaBits?: number;
  /** Object identifiers of extensions whose content is nothing. */
  readonly emptyExtensions?: readonly string[];
}

const dayMs = 86_400_000;
// Three bytes from the first on, whose top bit is not set.
let serial = 0x10_00_00;

/** Issues a certificate (RFC 5280) with SHA-256, or as Ed25519 does. */
export function issue(settings: CaseCertificateSettings): CaseCertificate {
  const pair = keyPair(settings);
  const key = settings.issuer?.key ?? pair.privateKey;
  const algorithm = sequence(...algorithmOf(key));
  serial += 1;
  const from = settings.validFrom ?? new Date(Date.now() - dayMs);
  const to = settings.validTo ?? new Date(Date.now() + 90 * dayMs);
  const body = sequence(
    tagged(0xa0, tagged(2, [2])),
    tagged(2, numberBytes(serial, 3)),
    algorithm,
    nameOf(settings.issuer?.name ?? settings.name),
    sequence(time(from), time(to)),
    nameOf(settings.name),
    [...pair.publicKey.export({ type: 'spki', format: 'der' })],
    tagged(0xa3, sequence(...extensionsOf(settings))),
  );
  const isEd25519 = key.asymmetricKeyType === 'ed25519';
  const bytes = Uint8Array.from(body);
  const signature = isEd25519
    ? sign(null, bytes, key)
    : createSign('SHA256').update(bytes).sign(key);
  const der = Uint8Array.from(sequence(body, algorithm, tagged(3, [0, ...signature])));
  const base64 = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    der,
    pem: `-----BEGIN CERTIFICATE-----\n${base64.trimEnd()}\n-----END CERTIFICATE-----\n`,
    name: settings.name,
    key: pair.privateKey,
    keyPem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function keyPair({ key = 'ec', rsaBits = 2048 }: CaseCertificateSettings): {
  publicKey: KeyObject;
  privateKey: KeyObject;
} {
  if (key === 'rsa') return generateKeyPairSync('rsa', { modulusLength: rsaBits });
  if (key === 'ed25519') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function algorithmOf(key: KeyObject): number[][] {
  if (key.asymmetricKeyType === 'rsa') return [identifier('1.2.840.113549.1.1.11'), [5, 0]];
  return [identifier(key.asymmetricKeyType === 'ec' ? '1.2.840.10045.4.3.2' : '1.3.101.112')];
}

function extensionsOf(settings: CaseCertificateSettings): number[][] {
  const { dnsNames = [], addresses = [], isAuthority = false, emptyExtensions = [] } = settings;
  const names = [
    ...dnsNames.map((name) => tagged(0x82, [...Buffer.from(name)])),
    ...addresses.map((address) => tagged(0x87, address)),
  ];
  return [
    extension('2.5.29.19', isAuthority ? sequence(tagged(1, [255])) : sequence()),
    ...(names.length > 0 ? [extension('2.5.29.17', sequence(...names))] : []),
    ...emptyExtensions.map((id) => extension(id, sequence())),
  ];
}

function extension(id: string, content: readonly number[]): number[] {
  return sequence(identifier(id), tagged(4, content));
}

function nameOf(text: string): number[] {
  const commonName = sequence(identifier('2.5.4.3'), tagged(12, [...Buffer.from(text)]));
  return sequence(tagged(0x31, commonName));
}

function time(date: Date): number[] {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return tagged(0x18, [...Buffer.from(digits)]);
}

function identifier(id: string): number[] {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number);
  return tagged(6, [first * 40 + second, ...rest.flatMap(base128)]);
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift((left % 128) + 128);
  return digits;
}

function sequence(...parts: readonly (readonly number[])[]): number[] {
  return tagged(0x30, parts.flat());
}

function tagged(tag: number, content: readonly number[]): number[] {
  const { length } = content;
  if (length < 128) return [tag, length, ...content];
  const bytes = length < 256 ? [length] : numberBytes(length, 2);
  return [tag, 0x80 + bytes.length, ...bytes, ...content];
}
