/** Words that make a key's value a secret when they stand in it as a word. */
const secretWords = new Set([
  'password',
  'passwords',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'pass',
  'secret',
  'secrets',
  'token',
  'tokens',
  'authorization',
  'authentication',
  'cookie',
  'jwt',
  'bearer',
  'credential',
  'credentials',
  'otp',
  'totp',
  'cvv',
  'cvc',
  'cvv2',
  'ssn',
  'iban',
  'session',
  'sid',
  'csrf',
  'xsrf',
]);
/** The same for keys written without a break between words; long enough not to stand in others. */
const secretParts = [
  'password',
  'passwd',
  'passphrase',
  'apikey',
  'accesskey',
  'privatekey',
  'secretkey',
  'signingkey',
  'encryptionkey',
  'authorization',
  'credential',
  'cardnumber',
  'creditcard',
  'sessionid',
  'accesstoken',
  'refreshtoken',
  'authtoken',
  'clientsecret',
  'idtoken',
];
/** Carriers of a request: the first word of a path says where a value stood, not what it is. */
const carriers = new Set([
  'body',
  'query',
  'params',
  'header',
  'headers',
  'cookie',
  'cookies',
  'form',
  'file',
]);
const maxKeyLength = 256;

/**
 * True when the value under this key is a secret whatever it looks like. `keyPath` is a key, or a
 * path as findings show it: `body.user.password`, `header.authorization`, `cookie.connect.sid`.
 */
export function isSensitiveKey(keyPath: string): boolean {
  const segments = keyPath.slice(-maxKeyLength).split(/[.[\]]/);
  if (segments.length > 1 && carriers.has(segments[0] ?? '')) segments.shift();
  return segments.some(isSensitiveSegment);
}

function isSensitiveSegment(segment: string): boolean {
  const lower = segment.toLowerCase();
  if (lower === 'pin') return true;
  const letters = lower.replace(/[^a-z]/g, '');
  if (secretParts.some((part) => letters.includes(part))) return true;
  const words = segment
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => secretWords.has(word));
}
