import { isWordCode, maskOf, type SecretRange } from './secret-range.ts';

/** Prefixes by which services mark their keys, with the least length of the whole key. */
const keyPrefixes: readonly (readonly [prefix: string, minLength: number])[] = [
  ['AKIA', 20],
  ['ASIA', 20],
  ['ghp_', 30],
  ['gho_', 30],
  ['ghs_', 30],
  ['ghu_', 30],
  ['github_pat_', 40],
  ['glpat-', 20],
  ['npm_', 30],
  ['sk_live_', 20],
  ['rk_live_', 20],
  ['sk-', 30],
  ['xoxb-', 20],
  ['xoxp-', 20],
  ['AIza', 35],
  ['SG.', 40],
  ['hvs.', 24],
  ['cst_', 40],
];
const schemes = new Set(['bearer', 'basic', 'digest']);
const minCredentialLength = 8;

/** JSON web tokens (RFC 7519), keys with a known prefix, and what follows `Bearer`, `Basic`, `Digest`. */
export function tokenRanges(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  let previous = '';
  for (let at = 0; at < text.length; at += 1) {
    if (!isTokenCode(text.charCodeAt(at))) continue;
    const start = at;
    while (at < text.length && isTokenCode(text.charCodeAt(at))) at += 1;
    const run = text.slice(start, at);
    const followsScheme = schemes.has(previous) && isBlank(text.charCodeAt(start - 1));
    const secretStart = followsScheme ? 0 : tokenStart(run);
    if (secretStart >= 0 && (!followsScheme || run.length >= minCredentialLength)) {
      const name = followsScheme ? 'credentials' : 'token';
      ranges.push({
        start: start + secretStart,
        end: at,
        mask: maskOf(name, at - start - secretStart),
      });
    }
    previous = run.length <= 6 ? run.toLowerCase() : '';
  }
  return ranges;
}

function tokenStart(run: string): number {
  const jwt = run.indexOf('eyJ');
  if (jwt >= 0) {
    const firstDot = run.indexOf('.', jwt);
    if (firstDot > 0 && run.indexOf('.', firstDot + 1) > 0) return jwt;
  }
  return keyPrefixes.some(([prefix, min]) => run.length >= min && run.startsWith(prefix)) ? 0 : -1;
}

function isTokenCode(code: number): boolean {
  // Also - . / + ~ = inside base64 and its kin; a leading one belongs to the text around.
  return (
    isWordCode(code) || code === 45 || code === 46 || code === 47 || code === 43 || code === 126
  );
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

const keyBegin = '-----BEGIN ';
const keyWord = 'PRIVATE KEY';

/** PEM private keys (RFC 7468); one without an end runs to the end of the text. */
export function privateKeyRanges(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  let start = text.indexOf(keyBegin);
  while (start >= 0) {
    let next = start + keyBegin.length;
    if (text.slice(next, next + 30).includes(keyWord)) {
      const endMark = text.indexOf('-----END ', next);
      const lineEnd = endMark < 0 ? -1 : text.indexOf('-----', endMark + 9);
      next = lineEnd < 0 ? text.length : lineEnd + 5;
      ranges.push({ start, end: next, mask: maskOf('private key', next - start) });
    }
    start = text.indexOf(keyBegin, next);
  }
  return ranges;
}

const maxLocalLength = 64;

/** E-mail addresses (a plain subset of RFC 5322): the local part past its first letter. */
export function emailRanges(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    const limit = Math.max(from, at - maxLocalLength);
    while (start > limit && isLocalCode(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    let dot = 0;
    for (; end < text.length && isDomainCode(text.charCodeAt(end)); end += 1) {
      if (text[end] === '.' && end > at + 1) dot ||= end;
    }
    const shownLetters = at - start > 1 ? 1 : 0;
    if (start < at && dot > 0 && dot < end - 1) {
      ranges.push({ start: start + shownLetters, end: at, mask: '***' });
    }
    from = at + 1;
  }
  return ranges;
}

function isLocalCode(code: number): boolean {
  return isWordCode(code) || code === 45 || code === 46 || code === 43 || code > 127;
}

function isDomainCode(code: number): boolean {
  return isWordCode(code) || code === 45 || code === 46 || code > 127;
}
