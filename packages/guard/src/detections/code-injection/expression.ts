import { type Tokens, tokenKind } from './lexer/tokens.ts';
import { isMathMember, isPlainName, isValueWord } from './names.ts';

/** A run of whole tokens, `to` inclusive, and where it stands in its source. */
export interface TokenRun {
  readonly tokens: Tokens;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  /** The run is all of an expression: nothing around it can take part in its meaning. */
  readonly fillsSlot: boolean;
  /** Commas separate items here: a parameter list. */
  readonly isList: boolean;
}

/**
 * Index of the first token that is more than reading names and counting with numbers, or -1.
 * Harmless: numbers, names and property paths, arithmetic (over names only where the run fills its
 * slot), `Math` functions, lists of plain items.
 */
export function firstActiveToken(run: TokenRun): number {
  const reader = new Reader(run);
  for (let index = run.from; index <= run.to; index++) {
    if (!reader.accepts(index)) return index;
  }
  return reader.firstMixed();
}

const arithmeticCharacters = '+-*/%()';

class Reader {
  readonly #run: TokenRun;
  #firstName = -1;
  #firstOperator = -1;
  #firstComma = -1;
  #depth = 0;

  constructor(run: TokenRun) {
    this.#run = run;
  }

  accepts(index: number): boolean {
    switch (this.#run.tokens.kinds[index]) {
      case tokenKind.number:
        return true;
      case tokenKind.name:
        return this.#acceptsName(index);
      case tokenKind.keyword:
        return isValueWord(textOf(this.#run, index));
      case tokenKind.punctuator:
        return this.#acceptsPunctuator(index);
      default:
        return false;
    }
  }

  /** Names and operators each are harmless; together they can make a condition always true. */
  firstMixed(): number {
    const { fillsSlot, isList } = this.#run;
    if (this.#firstComma >= 0 && !isList && (!fillsSlot || this.#firstOperator >= 0)) {
      return this.#firstComma;
    }
    return this.#firstName >= 0 && !fillsSlot ? this.#firstOperator : -1;
  }

  #acceptsName(index: number): boolean {
    const name = textOf(this.#run, index);
    if (!isPlainName(name)) return false;
    if (name !== 'Math' && !this.#isMathCall(index)) this.#note('name', index);
    return true;
  }

  #acceptsPunctuator(index: number): boolean {
    const text = textOf(this.#run, index);
    if (text === '.' || text === '?.') return true;
    if (text === ',') {
      if (this.#depth === 0) this.#note('comma', index);
      return true;
    }
    if (text === '++' || text === '--') {
      this.#note('operator', index);
      return index > this.#run.from && index < this.#run.to && this.#firstName < 0;
    }
    if (!arithmeticCharacters.includes(text)) return false;
    this.#note('operator', index);
    if (text === ')') return --this.#depth >= 0;
    if (text === '(') {
      this.#depth++;
      return !this.#calls(index);
    }
    return true;
  }

  /** Whether `(` at `index` calls what stands before it, inside the run or outside. */
  #calls(index: number): boolean {
    const { tokens } = this.#run;
    const before = previousSolid(tokens, index);
    if (before < 0) return false;
    const kind = tokens.kinds[before];
    if (kind === tokenKind.name) return before < this.#run.from || !this.#isMathCall(before);
    if (kind === tokenKind.keyword) return isValueWord(textOf(this.#run, before));
    if (kind === tokenKind.number) return false;
    if (kind !== tokenKind.punctuator) return true;
    const text = textOf(this.#run, before);
    return text === ']' || text === '}' || (text === ')' && this.#firstName >= 0);
  }

  #isMathCall(index: number): boolean {
    const { from } = this.#run;
    return (
      index - 2 >= from &&
      isMathMember(textOf(this.#run, index)) &&
      textOf(this.#run, index - 1) === '.' &&
      textOf(this.#run, index - 2) === 'Math'
    );
  }

  #note(what: 'name' | 'operator' | 'comma', index: number): void {
    if (what === 'name') this.#firstName = this.#firstName < 0 ? index : this.#firstName;
    else if (what === 'comma') this.#firstComma = this.#firstComma < 0 ? index : this.#firstComma;
    else this.#firstOperator = this.#firstOperator < 0 ? index : this.#firstOperator;
  }
}

function textOf(run: TokenRun, index: number): string {
  return run.source.slice(run.tokens.starts[index], run.tokens.ends[index]);
}

/** Index of the last token before `index` that is no comment, or -1. */
export function previousSolid(tokens: Tokens, index: number): number {
  let before = index - 1;
  while (before >= 0 && tokens.kinds[before] === tokenKind.comment) before--;
  return before;
}
