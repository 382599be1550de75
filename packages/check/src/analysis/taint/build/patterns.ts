import { type Cured, cured, everything, nothing } from '../harms.ts';

/** Characters that can do harm somewhere; the rest is letters, digits and what joins them. */
const harmful: readonly (readonly [string, Cured])[] = [
  ["'", cured('sql', 'html', 'command', 'code')],
  ['"', cured('sql', 'html', 'command', 'code')],
  ['`', cured('command', 'code')],
  ['<', cured('html', 'command')],
  ['>', cured('html', 'command')],
  ['&', cured('html', 'command')],
  ['/', cured('path', 'redirect', 'ssrf')],
  ['\\', cured('sql', 'path')],
  [';', cured('sql', 'command', 'code')],
  ['$', cured('command', 'nosql')],
  ['|', cured('command')],
  [' ', cured('sql', 'command')],
  ['(', cured('code', 'sql', 'command')],
  ['{', cured('template')],
  [':', cured('ssrf', 'redirect')],
  ['\n', cured('command', 'sql')],
];

/** What a text is cured of once it has matched a whole pattern. */
export function cureOfMatching(pattern: string, flags: string): Cured {
  if (flags.includes('m') || !pattern.startsWith('^') || !/[^\\]\$$/.test(pattern)) return nothing;
  if (hasTopAlternative(pattern)) return nothing;
  const body = pattern.slice(1, -1);
  // A dot or an excluded class lets anything through.
  const bare = body
    .replaceAll(/\\./g, (pair) => (/\\[SWD]/.test(pair) ? '.' : 'x'))
    .replaceAll(/\[(?!\^)[^\]]*\]/g, 'x');
  if (bare.includes('.') || bare.includes('[^')) return nothing;
  const regexp = compiled(body);
  if (regexp === undefined) return nothing;
  let cure: Cured = everything;
  for (const [character, harms] of harmful) if (allows(body, character)) cure &= ~harms;
  return cure;
}

/** What a text is cured of in which nothing matches: a way up, a tag. */
export function cureOfLackingMatch(pattern: string, flags: string): Cured {
  const regexp = compiled(pattern, flags.replaceAll(/[gy]/g, ''));
  if (regexp === undefined) return nothing;
  let cure: Cured = nothing;
  if (regexp.test('..') && regexp.test('../x')) cure |= cured('path');
  if (regexp.test('<') && regexp.test('a<')) cure |= cured('html');
  if (regexp.test('a/b') && regexp.test('/') && regexp.test(':'))
    cure |= cured('path', 'ssrf', 'redirect');
  return cure;
}

/** What a text is cured of once everything that matches was replaced. */
export function cureOfReplacing(pattern: string, by: string | undefined): Cured {
  const isSafe =
    by === undefined ||
    !/['"<>\\/;$|`]/.test(by) ||
    /^&\w+;$/.test(by) ||
    by === "''" ||
    by.startsWith('\\');
  if (!isSafe) return nothing;
  const excluded = /^\[\^((?:\\.|[^\]\\])*)\]\+?$/.exec(pattern);
  if (excluded) {
    let cure: Cured = everything;
    for (const [character, harms] of harmful)
      if (allows(`[${excluded[1]}]`, character)) cure &= ~harms;
    return cure;
  }
  const hits = (character: string): boolean =>
    compiled(`^(?:${pattern})$`)?.test(character) === true;
  let cure: Cured = nothing;
  if (hits('<')) cure |= cured('html');
  if (hits("'")) cure |= cured('sql');
  if (hits('/')) cure |= cured('path');
  if (/^\W*\\?\$\W*$/.test(pattern) && hits('$')) cure |= cured('nosql');
  if (hits("'") && by !== undefined && by.includes(String.raw`'\''`)) cure |= cured('command');
  return cure;
}

function allows(body: string, character: string): boolean {
  // Literal characters of the pattern, such as a slash between parts, are meant.
  const classes = body.match(/\\[swdSWD]|\[(?:\\.|[^\]\\])*\]/g) ?? [];
  return classes.some((one) => compiled(`^${one}$`)?.test(character) === true);
}

function hasTopAlternative(pattern: string): boolean {
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}

function compiled(source: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
