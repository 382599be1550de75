/** Protocols from the oldest to the newest. */
export const protocols = ['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type Protocol = (typeof protocols)[number];

/** Those that may no longer be offered (RFC 6176, 7568 and 8996), each with what is wrong with it. */
export const obsoleteProtocols: Readonly<Partial<Record<Protocol, string>>> = {
  SSLv2: 'its keys can be worked out (DROWN)',
  SSLv3: 'its padding gives plain text away (POODLE)',
  'TLSv1.0': 'it rests on MD5 and SHA-1 and may no longer be offered (RFC 8996)',
  'TLSv1.1': 'it rests on MD5 and SHA-1 and may no longer be offered (RFC 8996)',
};
