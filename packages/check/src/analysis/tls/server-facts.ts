import type { CertificateKey, Protocol } from '@castellan/core/tls';

/** How a server that talks plain text first is asked for TLS. */
export const startTlsKinds = [
  'smtp',
  'imap',
  'pop3',
  'ftp',
  'ldap',
  'postgres',
  'mysql',
  'xmpp',
] as const;
export type StartTls = (typeof startTlsKinds)[number];

/** What a server does with one protocol. */
export interface ProtocolFacts {
  readonly protocol: Protocol;
  /** `unclear` when neither an agreement nor a refusal came. */
  readonly status: 'offered' | 'refused' | 'unclear';
  /** Codes, in the order in which the server chose them. For SSLv2 its three-byte kinds. */
  readonly suites: readonly number[];
  /** Whose preference counts; absent where one suite is all there is, or it could not be told. */
  readonly order?: 'server' | 'client';
  /** Why the list may not be whole. */
  readonly gap?: string;
}

/** Size of the prime that a server uses with an ephemeral or anonymous Diffie-Hellman suite. */
export interface DhPrime {
  readonly suite: number;
  readonly bits: number;
}

/** What a server that talks TLS was seen to do: plain data. */
export interface TlsServer {
  readonly host: string;
  readonly port: number;
  readonly startTls?: StartTls;
  /** One for each of `protocols`, in their order. */
  readonly protocols: readonly ProtocolFacts[];
  /** Codes of the curves up to TLS 1.2, and of the groups of TLS 1.3, in the order of choice. */
  readonly curves: readonly number[];
  readonly groups: readonly number[];
  readonly dhPrimes: readonly DhPrime[];
  /** Codes of compression methods that it agreed to: 1 is DEFLATE. */
  readonly compression: readonly number[];
  /** Absent where no protocol is offered that has it, or no answer was to be had. */
  readonly hasSecureRenegotiation?: boolean;
  readonly hasExtendedMasterSecret?: boolean;
  /** It refuses a client that was talked down to an older protocol (RFC 7507). */
  readonly hasFallbackScsv?: boolean;
  /** Names that it agrees to by ALPN up to TLS 1.2, in its order. */
  readonly alpn: readonly string[];
  /** What could not be seen, and why. */
  readonly gaps: readonly string[];
  readonly connections: number;
}

/** One certificate as a server sent it: plain data. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Alternative names, such as `DNS:example.com`. */
  readonly names: readonly string[];
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly serial: string;
  /** SHA-256 in hexadecimal, without colons. */
  readonly fingerprint: string;
  readonly isSelfSigned: boolean;
  readonly isAuthority: boolean;
  readonly key: CertificateKey;
  /** `sha256WithRSAEncryption`, or the object identifier where we know no name. */
  readonly signature: string;
}

/** The certificates of a server, and what Node.js says of them. */
export interface ServerCertificate {
  readonly host: string;
  readonly port: number;
  /** In the order in which they were sent; the first is the server's own. */
  readonly chain: readonly CertificateFacts[];
  /** False when TLS 1.3 alone is offered: then the order is Node's, not the server's. */
  readonly isAsSent: boolean;
  /** For each of the chain the index of the one that signed it; -1 when that was not sent. */
  readonly signedBy: readonly number[];
  /** True when the last link of the path was signed by a root that Node.js ships, or is one. */
  readonly endsAtRoot: boolean;
  readonly matchesHost: boolean;
  /** What Node.js says of trust: absent when it trusts, else its code (`CERT_HAS_EXPIRED`). */
  readonly trustProblem?: string;
  /** False when Node.js could not connect, so that nobody judged trust. */
  readonly isTrustJudged: boolean;
  readonly hasStapledOcsp: boolean;
  readonly hasSignedTimestamps: boolean;
  readonly mustStaple: boolean;
  /** The protocol and the name by ALPN that Node.js agreed on. */
  readonly protocol?: string;
  readonly alpn?: string;
}
