import type { Protocol } from '@castellan/core/tls';
import { protocols } from '@castellan/core/tls';
import type {
  CertificateFacts,
  ProtocolFacts,
  ServerCertificate,
  TlsServer,
} from './server-facts.ts';

/** Suites of a well-kept server. */
const modern = [0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8];

/** A made-up server for examples of rules: well kept, but for the suites and facts that are given. */
export function exampleServer(
  suites: Partial<Record<Protocol, readonly number[]>> = {},
  facts: Partial<TlsServer> = {},
): TlsServer {
  const offered: Partial<Record<Protocol, readonly number[]>> = {
    'TLSv1.2': modern,
    'TLSv1.3': [0x1301, 0x1302, 0x1303],
    ...suites,
  };
  return {
    host: 'shop.example',
    port: 443,
    protocols: protocols.map((protocol) => exampleProtocol(protocol, offered[protocol] ?? [])),
    curves: [29, 23],
    groups: [0x11ec, 29, 23],
    dhPrimes: [],
    compression: [],
    hasSecureRenegotiation: true,
    hasExtendedMasterSecret: true,
    hasFallbackScsv: true,
    alpn: ['h2', 'http/1.1'],
    gaps: [],
    connections: 40,
    ...facts,
  };
}

function exampleProtocol(protocol: Protocol, suites: readonly number[]): ProtocolFacts {
  const status = suites.length > 0 ? 'offered' : 'refused';
  return { protocol, status, suites, ...(suites.length > 1 && { order: 'server' }) };
}

/** A server of which one protocol could not be made out. */
export function exampleUnclear(protocol: Protocol): TlsServer {
  const server = exampleServer();
  return {
    ...server,
    protocols: server.protocols.map((one) =>
      one.protocol === protocol
        ? { protocol, status: 'unclear', suites: [], gap: 'it gave no answer' }
        : one,
    ),
  };
}

const leaf: CertificateFacts = {
  subject: 'CN=shop.example',
  issuer: 'C=XX, O=Example CA, CN=E1',
  names: ['DNS:shop.example', 'DNS:www.shop.example'],
  validFrom: '2026-10-01T00:00:00.000Z',
  validTo: '2026-12-30T00:00:00.000Z',
  serial: '01',
  fingerprint: 'aa',
  isSelfSigned: false,
  isAuthority: false,
  key: { type: 'ec', bits: 256, curve: 'prime256v1' },
  signature: 'ecdsa-with-SHA384',
};

const intermediate: CertificateFacts = {
  ...leaf,
  subject: 'C=XX, O=Example CA, CN=E1',
  issuer: 'C=XX, O=Example CA, CN=Root',
  names: [],
  validFrom: '2024-01-01T00:00:00.000Z',
  validTo: '2029-01-01T00:00:00.000Z',
  serial: '02',
  fingerprint: 'bb',
  isAuthority: true,
  key: { type: 'rsa', bits: 4096 },
  signature: 'sha256WithRSAEncryption',
};

/** A made-up certificate for examples of rules: sound, but for what is given of it and of its place. */
export function exampleCertificate(
  own: Partial<CertificateFacts> = {},
  facts: Partial<ServerCertificate> = {},
): ServerCertificate {
  return {
    host: 'shop.example',
    port: 443,
    chain: [{ ...leaf, ...own }, intermediate],
    isAsSent: true,
    signedBy: [1, -1],
    endsAtRoot: true,
    matchesHost: true,
    isTrustJudged: true,
    hasStapledOcsp: false,
    hasSignedTimestamps: true,
    mustStaple: false,
    protocol: 'TLSv1.3',
    alpn: 'h2',
    ...facts,
  };
}
