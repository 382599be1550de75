const exports40: Readonly<Record<string, string>> = {
  RSA_EXPORT: 'EXP',
  DHE_RSA_EXPORT: 'EXP-EDH-RSA',
  DHE_DSS_EXPORT: 'EXP-EDH-DSS',
  DH_RSA_EXPORT: 'EXP-DH-RSA',
  DH_DSS_EXPORT: 'EXP-DH-DSS',
  DH_anon_EXPORT: 'EXP-ADH',
  RSA_EXPORT1024: 'EXP1024',
  DHE_DSS_EXPORT1024: 'EXP1024-DHE-DSS',
};
const oldCiphers: Readonly<Record<string, string>> = {
  RC4_40_MD5: 'RC4-MD5',
  RC4_56_SHA: 'RC4-SHA',
  RC4_128_MD5: 'RC4-MD5',
  RC4_128_SHA: 'RC4-SHA',
  RC2_CBC_40_MD5: 'RC2-CBC-MD5',
  DES40_CBC_SHA: 'DES-CBC-SHA',
  '3DES_EDE_CBC_SHA': 'DES-CBC3-SHA',
  CHACHA20_POLY1305_SHA256: 'CHACHA20-POLY1305',
  OLD_CHACHA20_POLY1305_SHA256: 'CHACHA20-POLY1305-OLD',
};
const neverThere =
  /^(AEGIS|SM4|SHA\d|CAMELLIA_\d+_GCM|ARIA_\d+_CBC|KUZNYECHIK_MGM|MAGMA_MGM)|CCM(_8)?_SHA|_GOSTR3411$/;
const ofTls13 =
  /^(AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|AES_128_CCM(_8)?_SHA256)$/;

/** The name in OpenSSL of a key exchange and a cipher of the registry; undefined where it never had one. */
export function opensslName(key: string, cipher: string): string | undefined {
  if (key === '') return ofTls13.test(cipher) ? `TLS_${cipher}` : undefined;
  if (/^(KRB5|ECCPWD|GOST|RSA_FIPS)/.test(key) || neverThere.test(cipher)) return undefined;
  const exported = exports40[key];
  if (exported !== undefined) return `${exported}-${oldCiphers[cipher] ?? dashed(cipher)}`;
  if (key.startsWith('SRP'))
    return `${key.replace('_SHA', '').replace('_', '-')}-${cipher.replaceAll('_', '-')}`;
  if (key.includes('PSK')) return sharedKeyName(key, cipher);
  if (/^(DH|ECDH)_/.test(key) && cipher.startsWith('ARIA')) return undefined;
  return `${prefixOf(key, cipher)}${oldCiphers[cipher] ?? short(cipher)}`;
}

function sharedKeyName(key: string, cipher: string): string | undefined {
  if (key.startsWith('ECDHE') && cipher.includes('GCM')) return undefined;
  const prefix = key.replace('PSK_DHE', 'DHE_PSK').replace('_', '-');
  if (cipher.startsWith('3DES')) return `${prefix}-3DES-EDE-CBC-SHA`;
  if (oldCiphers[cipher] !== undefined) return `${prefix}-${oldCiphers[cipher]}`;
  // Under a shared key OpenSSL writes CBC out, except for Camellia.
  return `${prefix}-${cipher.startsWith('CAMELLIA') ? short(cipher) : dashed(cipher)}`;
}

function prefixOf(key: string, cipher: string): string {
  if (key === 'RSA') return '';
  if (key === 'DH_anon') return 'ADH-';
  if (key === 'ECDH_anon') return 'AECDH-';
  if (cipher === 'DES_CBC_SHA') return `${key.replace('DHE', 'EDH').replace('_', '-')}-`;
  if (key === 'ECDHE_RSA' && cipher.startsWith('ARIA')) return 'ECDHE-';
  return `${key.replace('_', '-')}-`;
}

/** `AES_128_CBC_SHA256` → `AES128-SHA256`. */
function short(cipher: string): string {
  const isNamed = /^(DES|IDEA)/.test(cipher);
  return dashed(isNamed ? cipher : cipher.replace('_CBC', ''));
}

/** `AES_128_CCM_8` → `AES128-CCM8`. */
function dashed(cipher: string): string {
  return cipher
    .replace(/^(AES|CAMELLIA|ARIA)_(\d+)/, '$1$2')
    .replace('CCM_8', 'CCM8')
    .replaceAll('_', '-');
}
