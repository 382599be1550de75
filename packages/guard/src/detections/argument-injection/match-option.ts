import type { ProgramOptions } from './options/program-options.ts';

/** What an argument that starts with a dash means to a program. */
export type OptionMeaning = 'dangerous' | 'option' | 'none';

/** True for `-x` and `--word`; a lone dash, `--` and negative numbers are values. */
export function isOptionLike(word: string): boolean {
  return /^--?[A-Za-z?@]/.test(word);
}

/** The option's name without its value: `--output=x` is `--output`. */
export function optionName(word: string): string {
  const equals = word.indexOf('=');
  return equals === -1 ? word : word.slice(0, equals);
}

/** Looks an argument up the way getopt_long(3) does: unambiguous abbreviations and clusters count. */
export function meaningOf(word: string, known: ProgramOptions | undefined): OptionMeaning {
  if (!isOptionLike(word)) return 'none';
  if (known === undefined) return 'option';
  if (isLongOption(word, known)) return 'dangerous';
  return dangerousLetterIn(word, known) > 0 ? 'dangerous' : 'option';
}

function isLongOption(word: string, known: ProgramOptions): boolean {
  const name = optionName(word);
  const abbreviates = name.startsWith('--') && name.length >= 4;
  return known.long.some(
    (option) =>
      name === option ||
      (abbreviates && option.startsWith(name)) ||
      // `-javaagent:x`, `-Dx=y`, `-filter:v`: the value follows without a sign between.
      (known.singleDash === true && option.length > 1 && name.startsWith(`${option}:`)) ||
      (option === '-D' && name.startsWith('-D')),
  );
}

/**
 * Where in `-vo/tmp/x` a harmful letter stands, of those up to the first that takes the rest as its
 * value; 0 where there is none.
 */
export function dangerousLetterIn(word: string, known: ProgramOptions): number {
  if (word.startsWith('--') || (known.singleDash === true && known.short === '')) return 0;
  for (let i = 1; i < word.length && i < 8; i++) {
    const letter = word[i] as string;
    if (known.short.includes(letter)) return i;
    if (known.valued.includes(letter) || !/[A-Za-z0-9]/.test(letter)) return 0;
  }
  return 0;
}

/**
 * True when the app's own option before an argument takes that argument as its value. Where a table
 * is silent it says no: a message that begins with a dangerous option's name is no honest message.
 */
export function takesNext(option: string, known: ProgramOptions | undefined): boolean {
  if (!isOptionLike(option) || option.includes('=')) return false;
  // An unknown program may or may not: the doubt is the input's.
  if (known === undefined || known.valuedLong?.includes(option) === true) return true;
  if (option.startsWith('--')) return false;
  for (let i = 1; i < option.length; i++) {
    if (known.valued.includes(option[i] as string)) return i === option.length - 1;
  }
  return false;
}
