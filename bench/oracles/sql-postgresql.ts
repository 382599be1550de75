/**
 * Compares our PostgreSQL tokens with PostgreSQL 18's own scanner (libpg-query) on generated text.
 * Known difference, and the server agrees with us: libpg-query hands out comments as tokens, so it
 * does not join two strings over a line end that has a comment beside it; PostgreSQL does.
 * `node -C castellan-source bench/oracles/sql-postgresql.ts [strings] [seed]`
 */
import { loadModule, type ScanToken, scanSync } from 'libpg-query';
import {
  type Region,
  regionsOf,
} from '../../packages/guard/src/detections/sql-injection/lexer/regions.ts';

const fragments = [
  "'",
  "'",
  "''",
  '"',
  '""',
  '\\',
  "\\'",
  'E',
  "E'",
  "e'",
  "U&'",
  'U&"',
  "X'",
  "b'",
  "N'",
  '$$',
  '$a$',
  '$',
  '$1',
  '--',
  '-- ',
  '-',
  '/*',
  '*/',
  '/',
  '*',
  '\n',
  '\r',
  ' ',
  ' ',
  '\t',
  ';',
  ',',
  '(',
  ')',
  '.',
  '..',
  ':',
  '::',
  ':=',
  '=',
  '<>',
  '>=',
  '~',
  '!',
  '@',
  '#',
  '%',
  '?',
  '|',
  '&',
  '^',
  '`',
  '[',
  ']',
  '{',
  'a',
  'select',
  'or',
  '_x',
  'e',
  'é',
  '名',
  '😀',
  '0',
  '1',
  '42',
  '1.5',
  '.5',
  '1e3',
  '0x1F',
  '1_000',
  "'a'",
  "'\n'",
  "E'\\\\'",
  "'it''s'",
  '"id"',
  '$a$x$a$',
  '/* c */',
  '-- c\n',
  "E'a\\'b'",
] as const;

/** A small repeatable generator (mulberry32): the same seed gives the same strings everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function generated(random: () => number): string {
  const count = 1 + Math.floor(random() * 14);
  let text = '';
  for (let done = 0; done < count; done += 1) {
    text += fragments[Math.floor(random() * fragments.length)] as string;
  }
  return text;
}

export type Comparison = 'agrees' | 'differs' | 'unscannable';

/** `unscannable`: PostgreSQL refuses the text for a reason that moves no bounds. */
export function compare(text: string): Comparison {
  const ours = regionsOf(text, { dialect: 'postgresql' });
  let theirs: readonly ScanToken[];
  try {
    theirs = scanSync(text).tokens;
  } catch (error) {
    if (!String(error).includes('"unterminat')) return 'unscannable';
    return ours.some((region) => region.unterminated) ? 'agrees' : 'differs';
  }
  return paint(text, ours.flatMap(ourSpan)) === paint(text, theirSpans(text, theirs))
    ? 'agrees'
    : 'differs';
}

type Span = readonly [letter: string, start: number, end: number];

const letters: Readonly<Record<Region['kind'], string>> = {
  word: 'w',
  number: 'n',
  string: 's',
  name: 'q',
  comment: 'c',
  operator: 'o',
  separator: 'o',
  parameter: 'p',
};

function ourSpan(region: Region, index: number, all: readonly Region[]): Span[] {
  // Their scanner gives a continued string as one token, white space between included.
  let first = index;
  while (all[first]?.continuation === true && all[first - 1]?.kind === 'string') first -= 1;
  return [[letters[region.kind], (all[first] as Region).start, region.end]];
}

function theirSpans(text: string, tokens: readonly ScanToken[]): Span[] {
  const unitOfByte = unitsByByte(text);
  return tokens.map(({ tokenName, start, end }) => {
    const from = unitOfByte[start] as number;
    const to = unitOfByte[end] as number;
    return [letterOf(tokenName, text.slice(from, to)), from, to];
  });
}

function letterOf(tokenName: string, token: string): string {
  if (tokenName.endsWith('COMMENT')) return 'c';
  if (tokenName === 'PARAM') return 'p';
  if (/^(?:[exb]|u&)?'|^\$[^$]*\$/i.test(token)) return 's';
  if (/^(?:u&)?"/i.test(token)) return 'q';
  if (/^\.?[0-9]/.test(token)) return 'n';
  return /^[\w\u0080-\uffff]/.test(token) ? 'w' : 'o';
}

function unitsByByte(text: string): number[] {
  const units: number[] = [];
  let unit = 0;
  for (const character of text) {
    for (let byte = Buffer.byteLength(character); byte > 0; byte -= 1) units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return units;
}

/** One letter a code unit; the first of a token is upper case, operators run together. */
function paint(text: string, spans: readonly Span[]): string {
  const painted = Array.from({ length: text.length }, () => ' ');
  for (const [letter, start, end] of spans) {
    painted.fill(letter, start, end);
    if (letter !== 'o') painted[start] = letter.toUpperCase();
  }
  return painted.join('');
}

async function main(): Promise<void> {
  await loadModule();
  const wanted = Number(process.argv[2] ?? 50_000);
  const random = randomOf(Number(process.argv[3] ?? 1));
  const counts = { agrees: 0, differs: 0, unscannable: 0 };
  const shown: string[] = [];
  while (counts.agrees + counts.differs < wanted) {
    const text = generated(random);
    const result = compare(text);
    counts[result] += 1;
    if (result === 'differs' && shown.length < 20) shown.push(JSON.stringify(text));
  }
  const percent = (100 * counts.agrees) / (counts.agrees + counts.differs);
  console.log({ ...counts, agreement: `${percent.toFixed(3)} %` });
  for (const text of shown) console.log('differs:', text);
}

if (import.meta.main) await main();
