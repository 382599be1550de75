/** What one UTF-16 code unit of a command means to its shell or interpreter. */
export const role = {
  /** Separates words. */
  blank: 0,
  /** A literal character that no quote or escape protects. */
  bare: 1,
  /** A literal character that a quote or an escape protects. */
  quoted: 2,
  /** A delimiter that starts a quoted stretch. */
  open: 3,
  /** A delimiter that ends a quoted stretch. */
  close: 4,
  /** The character that makes the next one literal. */
  escape: 5,
  /** Part of a variable, command or arithmetic substitution. */
  expansion: 6,
  /** Separates, joins or redirects commands. */
  operator: 7,
  /** Matched against file names, or a tilde or brace that the shell replaces. */
  pattern: 8,
  /** Text that the shell skips. */
  comment: 9,
} as const;

type WordPosition = 'program' | 'argument' | 'assignment' | 'target' | 'keyword';

/** One shell word as written: `start` to `end` (exclusive) with its quotes. */
export interface Word {
  readonly start: number;
  end: number;
  position: WordPosition;
}

/** What a here-document or here-string gives a command to read. */
export interface CommandInput {
  /** The words of the command that reads it. */
  readonly command: readonly Word[];
  readonly start: number;
  readonly end: number;
  /** A here-string: one word. */
  readonly isWord: boolean;
}

/** A command text with a role for each code unit, and the words of its simple commands. */
export interface Lexed {
  readonly text: string;
  readonly roles: Uint8Array;
  /** Sorted by start; a word inside a substitution follows the word that holds the substitution. */
  readonly words: readonly Word[];
  /** Program and arguments of each simple command, in order; some may be empty. */
  readonly commands: readonly (readonly Word[])[];
  readonly inputs: readonly CommandInput[];
}

/** True when the shell removes a character of this role before the program sees the word. */
export function isRemoved(characterRole: number | undefined): boolean {
  return (
    characterRole === role.open || characterRole === role.close || characterRole === role.escape
  );
}

/** The text between two offsets after quote removal; substitutions stay as written. */
export function literalBetween(
  text: string,
  roles: Uint8Array,
  start: number,
  end: number,
): string {
  let literal = '';
  let from = start;
  for (let i = start; i < end; i++) {
    if (!isRemoved(roles[i])) continue;
    if (i > from) literal += text.slice(from, i);
    from = i + 1;
  }
  return from === start ? text.slice(start, end) : literal + text.slice(from, end);
}

/** The value of a word as its program sees it, except that substitutions stay as written. */
export function literalOf({ text, roles }: Lexed, word: Word): string {
  return literalBetween(text, roles, word.start, word.end);
}

/** The innermost word that covers an offset, if any; logarithmic in the number of words. */
export function wordAt(lexed: Lexed, offset: number): Word | undefined {
  const { words } = lexed;
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] as Word).start <= offset) low = middle + 1;
    else high = middle;
  }
  const word = words[low - 1];
  return word !== undefined && offset < word.end ? word : undefined;
}
