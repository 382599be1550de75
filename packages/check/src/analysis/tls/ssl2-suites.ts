/** A cipher of SSLv2, whose kinds are three bytes. */
export interface Ssl2Suite {
  readonly code: number;
  readonly name: string;
  readonly bits: number;
}

const kind = (code: number, name: string, bits: number): Ssl2Suite => ({ code, name, bits });

/** The cipher kinds of the SSL 2.0 specification, and one that SSLeay added. */
export const ssl2Suites: readonly Ssl2Suite[] = [
  kind(0x01_00_80, 'SSL_CK_RC4_128_WITH_MD5', 128),
  kind(0x02_00_80, 'SSL_CK_RC4_128_EXPORT40_WITH_MD5', 40),
  kind(0x03_00_80, 'SSL_CK_RC2_128_CBC_WITH_MD5', 128),
  kind(0x04_00_80, 'SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5', 40),
  kind(0x05_00_80, 'SSL_CK_IDEA_128_CBC_WITH_MD5', 128),
  kind(0x06_00_40, 'SSL_CK_DES_64_CBC_WITH_MD5', 56),
  kind(0x07_00_c0, 'SSL_CK_DES_192_EDE3_CBC_WITH_MD5', 112),
  kind(0x08_00_80, 'SSL_CK_RC4_64_WITH_MD5', 64),
];
