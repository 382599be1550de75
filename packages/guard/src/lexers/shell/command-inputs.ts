import { readHeredocs, type Heredoc } from './heredoc.ts';
import { isRemoved, literalBetween, type Word } from './lexed.ts';
import type { WordBuilder } from './word-builder.ts';

/** Follows `<<`, `<<-` and `<<<` from the operator to the text that they give a command to read. */
export class CommandInputs {
  readonly #out: WordBuilder;
  #pending: Heredoc[] = [];
  #expected: 'plain' | 'tabs' | 'string' | undefined;

  constructor(out: WordBuilder) {
    this.#out = out;
  }

  /** Reads the operator at `i`, and returns its length; 0 where none of the three stands. */
  operatorAt(i: number): number {
    const { text } = this.#out;
    this.#expected = undefined;
    if (!text.startsWith('<<', i)) return 0;
    const next = text[i + 2];
    this.#expected = next === '<' ? 'string' : next === '-' ? 'tabs' : 'plain';
    return this.#expected === 'plain' ? 2 : 3;
  }

  /** Takes the word behind an operator: a delimiter, or the text itself. */
  takeTarget({ start }: Word, end: number): void {
    const { text, roles, command, inputs } = this.#out;
    if (this.#expected === 'string') inputs.push({ command, start, end, isWord: true });
    else if (this.#expected !== undefined) {
      let isQuoted = false;
      for (let i = start; i < end; i++) isQuoted ||= isRemoved(roles[i]);
      const delimiter = literalBetween(text, roles, start, end);
      const stripsTabs = this.#expected === 'tabs';
      this.#pending.push({ command, delimiter, isQuoted, stripsTabs });
    }
    this.#expected = undefined;
  }

  /** Marks the bodies that begin behind a line end, and returns where commands go on. */
  readBodies(start: number): number {
    if (this.#pending.length === 0) return start;
    const pending = this.#pending;
    this.#pending = [];
    return readHeredocs(this.#out.text, this.#out.roles, start, pending, this.#out.inputs);
  }
}
