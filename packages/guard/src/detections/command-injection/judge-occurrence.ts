import type { Occurrence } from '../../context/inputs.ts';
import type { Verdict } from '../detection.ts';
import { finding, worse } from '../finding.ts';
import { undoubled } from '../undoubled.ts';
import {
  isRemoved,
  literalBetween,
  literalOf,
  role,
  wordAt,
  type Lexed,
  type Word,
} from '../../lexers/shell/lexed.ts';
import { structureOf, type Structure } from './structure.ts';

/** One or two signs, and the Accept header's wildcard, occur in app text by chance. */
const tooPlain = /^(?:[^\p{L}\p{N}]{1,2}|\*\/\*)$/u;

/** Says what an input does at one place of a lexed command; nothing when it stays literal there. */
export function judgeOccurrence(lexed: Lexed, occurrence: Occurrence): Verdict | undefined {
  const { start, end } = occurrence;
  if (end <= start) return undefined;
  const raw = undoubled(lexed.text, occurrence);
  if (raw !== undefined) return worse(judgeOccurrence(lexed, raw), judgePlace(lexed, occurrence));
  return judgePlace(lexed, occurrence);
}

function judgePlace(lexed: Lexed, occurrence: Occurrence): Verdict | undefined {
  const { start, end } = occurrence;
  const structure = structureOf(lexed, start, end);
  const verdict = judgeStructure(lexed, occurrence, structure);
  if (tooPlain.test(lexed.text.slice(start, Math.min(end, start + 4)))) return softened(verdict);
  return verdict ?? judgeLiteral(lexed, occurrence, structure);
}

function softened(verdict: Verdict | undefined): Verdict | undefined {
  if (verdict === undefined || /[\s'"\\]/.test(verdict.occurrence.input.value)) return undefined;
  return { ...verdict, outcome: 'weakness', confidence: 'possible' };
}

function judgeStructure(
  lexed: Lexed,
  occurrence: Occurrence,
  found: Structure,
): Verdict | undefined {
  const attack = (at: number, confidence: 'certain' | 'likely', reason: string): Verdict =>
    finding('attack', confidence, occurrence, at, occurrence.end, reason);
  if (found.operator >= 0) {
    return attack(found.operator, 'certain', 'The input adds or redirects a command.');
  }
  if (found.expansion >= 0) {
    return attack(found.expansion, 'certain', 'The input makes the shell expand or run something.');
  }
  if (found.comment >= 0) {
    return attack(
      found.comment,
      'likely',
      'The input turns the rest of the command into a comment.',
    );
  }
  if (found.pattern >= 0) {
    return attack(found.pattern, 'likely', 'The input is matched against file names.');
  }
  if (found.breaksQuotes >= 0 && !isCarriedAsData(lexed, occurrence)) {
    return attack(found.breaksQuotes, 'certain', 'The input opens or ends a quoted part.');
  }
  if (found.option >= 0) {
    return attack(found.option, 'likely', 'The input splits into words and adds an option.');
  }
  return undefined;
}

function judgeLiteral(lexed: Lexed, occurrence: Occurrence, found: Structure): Verdict | undefined {
  const { start, end } = occurrence;
  const program = judgeProgram(lexed, occurrence);
  if (program !== undefined) return program;
  // Signs alone stand around a blank of the app's by chance.
  if (found.blank >= 0 && /[\p{L}\p{N}]/u.test(lexed.text.slice(start, end))) {
    const reason = 'The input stands unquoted and is split into several words.';
    return finding('weakness', 'likely', occurrence, start, end, reason);
  }
  const isPart = occurrence.transformations.includes('part');
  if (isPart || (found.bare < 0 && found.removed < 0)) return undefined;
  if (found.removed >= 0) {
    if (isCarriedAsData(lexed, occurrence)) return undefined;
    const reason = 'The shell removes quotes or backslashes of the input.';
    return finding('weakness', 'likely', occurrence, found.removed, end, reason);
  }
  const reason = 'The input stands unquoted in the command.';
  return finding('weakness', 'possible', occurrence, start, end, reason);
}

/** The program that runs, or the environment that it runs in, must not come from an input. */
function judgeProgram(lexed: Lexed, occurrence: Occurrence): Verdict | undefined {
  const { start, end } = occurrence;
  const word = wordAt(lexed, start);
  if (word === undefined || (word.position !== 'program' && word.position !== 'assignment')) {
    return undefined;
  }
  const prefix =
    word.start >= start ? '' : literalBetween(lexed.text, lexed.roles, word.start, start);
  if (word.position === 'assignment') {
    if (prefix !== '') return undefined;
    const reason = 'The input sets a variable in the environment of the command.';
    return finding('attack', 'likely', occurrence, start, end, reason);
  }
  if (prefix === '') {
    return finding('attack', 'likely', occurrence, start, end, 'The input chooses the program.');
  }
  if (!/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(lexed.text.slice(start, end))) return undefined;
  const reason = 'The input leaves the folder that the program is taken from.';
  return finding('attack', 'likely', occurrence, start, end, reason);
}

/**
 * True when a correct escape happens to contain the input as sent: in `'\''; x'` the text `'; x`
 * starts at the quote that reopens. Then the word, with quotes removed, holds the whole input.
 */
function isCarriedAsData(lexed: Lexed, occurrence: Occurrence): boolean {
  const slice = lexed.text.slice(occurrence.start, occurrence.end);
  const { value } = occurrence.input;
  // A value much longer than what was found (a JSON document, a cut text) cannot be in the word.
  const isComparable = value.length <= 2 * slice.length + 16;
  const reach = isComparable ? Math.max(value.length, slice.length) : slice.length;
  const literal = literalAround(lexed, occurrence, reach);
  if (literal.includes(slice) || (isComparable && literal.includes(value))) return true;
  return !isComparable && isWholeInWord(lexed, occurrence);
}

// A long input brings many pieces in one word, and each asks the same.
const wholeInWord = new WeakMap<Word, { readonly value: string; readonly isWhole: boolean }>();

/** True when the word around a piece holds the whole input after quote removal. */
function isWholeInWord(lexed: Lexed, occurrence: Occurrence): boolean {
  const word = wordAt(lexed, occurrence.start);
  if (word === undefined) return false;
  const { value } = occurrence.input;
  const answered = wholeInWord.get(word);
  if (answered?.value === value) return answered.isWhole;
  const isWhole = literalOf(lexed, word).includes(value);
  wholeInWord.set(word, { value, isWhole });
  return isWhole;
}

/** What the shell makes of the word around an occurrence, up to `reach` literal characters on each side. */
function literalAround(lexed: Lexed, occurrence: Occurrence, reach: number): string {
  const { roles, text } = lexed;
  // Five characters write one quote in the longest usual escape, '"'"'.
  const rawReach = reach * 5 + 10;
  const first = Math.max(0, occurrence.start - rawReach);
  const last = Math.min(text.length, occurrence.end + rawReach);
  let from = occurrence.start;
  for (let left = reach; from > first && left > 0 && isWordPart(roles[from - 1]); from--) {
    if (!isRemoved(roles[from - 1])) left--;
  }
  let to = occurrence.end;
  for (let left = reach; to < last && left > 0 && isWordPart(roles[to]); to++) {
    if (!isRemoved(roles[to])) left--;
  }
  return literalBetween(text, roles, from, to);
}

function isWordPart(characterRole: number | undefined): boolean {
  return characterRole === role.bare || characterRole === role.quoted || isRemoved(characterRole);
}
