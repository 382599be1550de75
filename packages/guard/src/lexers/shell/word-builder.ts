import { role, type CommandInput, type Lexed, type Word } from './lexed.ts';

/** What a lexer remembers of a command while it reads a substitution inside it. */
export interface CommandState {
  readonly command: Word[];
  readonly word: Word | undefined;
  readonly expectsProgram: boolean;
  readonly expectsTarget: boolean;
}

/** Gathers words into simple commands while a lexer walks over the text. */
export class WordBuilder {
  readonly text: string;
  readonly roles: Uint8Array;
  readonly words: Word[] = [];
  readonly commands: Word[][] = [];
  readonly inputs: CommandInput[] = [];
  word: Word | undefined;
  expectsProgram = true;
  expectsTarget = false;
  #command: Word[] = [];

  constructor(text: string) {
    this.text = text;
    this.roles = new Uint8Array(text.length);
    this.startCommand();
  }

  /** The words of the command being read. */
  get command(): readonly Word[] {
    return this.#command;
  }

  startCommand(): void {
    this.#command = [];
    this.commands.push(this.#command);
    this.expectsProgram = true;
    this.expectsTarget = false;
  }

  startWord(start: number): void {
    if (this.word !== undefined) return;
    const position = this.expectsTarget ? 'target' : this.expectsProgram ? 'program' : 'argument';
    this.word = { start, end: start, position };
    this.words.push(this.word);
    if (position !== 'target') this.#command.push(this.word);
  }

  /** Ends the current word; `outside` says that the word turned out not to be program or argument. */
  endWord(end: number, outside?: 'assignment' | 'keyword'): void {
    const { word } = this;
    if (word === undefined) return;
    word.end = end;
    this.word = undefined;
    if (word.position === 'target') {
      this.expectsTarget = false;
    } else if (outside !== undefined) {
      word.position = outside;
      this.#command.pop();
    } else {
      this.expectsProgram = false;
    }
  }

  /** Sets the command aside while a substitution inside it is read. */
  save(): CommandState {
    const { word, expectsProgram, expectsTarget } = this;
    const state = { command: this.#command, word, expectsProgram, expectsTarget };
    this.word = undefined;
    this.startCommand();
    return state;
  }

  restore(state: CommandState): void {
    this.#command = state.command;
    this.word = state.word;
    this.expectsProgram = state.expectsProgram;
    this.expectsTarget = state.expectsTarget;
  }

  /** Gives `count` characters from `start` one role and returns the offset behind them. */
  mark(start: number, count: number, characterRole: number): number {
    if (count === 1) {
      // `fill` costs ten times a plain store; a store out of bounds does nothing.
      this.roles[start] = characterRole;
      return Math.min(start + 1, this.text.length);
    }
    const end = Math.min(start + count, this.text.length);
    this.roles.fill(characterRole, start, end);
    return end;
  }

  /** Marks a stretch between two delimiters whose content is all literal. */
  markQuoted(start: number, contentEnd: number): number {
    this.roles[start] = role.open;
    const end = contentEnd === -1 ? this.text.length : contentEnd;
    this.roles.fill(role.quoted, start + 1, end);
    return contentEnd === -1 ? end : this.mark(end, 1, role.close);
  }

  finish(): Lexed {
    // Words around a substitution that never ends are still open here.
    for (const word of this.words) if (word.end === word.start) word.end = this.text.length;
    const { text, roles, words, commands, inputs } = this;
    return { text, roles, words, commands, inputs };
  }
}
