import { HclProblem, type HclToken, hclTokens } from './hcl-tokens.ts';

/** A value as far as it can be read without running Terraform. */
export type HclValue =
  | string
  | number
  | boolean
  | null
  | readonly HclValue[]
  | HclExpression
  | { readonly [key: string]: HclValue };

/** What only Terraform can tell: a reference, a call, a condition. */
interface HclExpression {
  readonly expression: string;
}

/** `resource "aws_s3_bucket" "logs" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly attributes: Readonly<
    Record<string, { readonly value: HclValue; readonly line: number }>
  >;
  readonly blocks: readonly HclBlock[];
}

/** Deeper nesting is nothing that people write. */
const deepest = 100;

/** The blocks of a file of Terraform. Throws an error that says what is wrong and where. */
export function readHcl(text: string): readonly HclBlock[] {
  return new Reader(text).file();
}

class Reader {
  readonly #text: string;
  readonly #tokens: readonly HclToken[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = hclTokens(text);
  }

  file(): readonly HclBlock[] {
    const { blocks } = this.#body(undefined);
    return blocks;
  }

  /** Attributes and blocks up to `close`, or to the end of the file. */
  #body(close: '}' | undefined): Pick<HclBlock, 'attributes' | 'blocks'> {
    const attributes: Record<string, { value: HclValue; line: number }> = {};
    const blocks: HclBlock[] = [];
    this.#deeper();
    for (;;) {
      this.#passLines();
      const token = this.#peek();
      if (token === undefined) {
        if (close !== undefined) throw new HclProblem('a block has no end', this.#lastLine());
        break;
      }
      if (close !== undefined && this.#isSign(close)) {
        this.#at += 1;
        break;
      }
      if (token.kind !== 'word')
        throw new HclProblem(`${JSON.stringify(token.value)} begins nothing`, token.line);
      this.#at += 1;
      if (this.#isSign('=')) {
        this.#at += 1;
        attributes[token.value] = { value: this.#expression(), line: token.line };
      } else blocks.push(this.#block(token));
    }
    this.#depth -= 1;
    return { attributes, blocks };
  }

  #block({ value: type, line }: HclToken): HclBlock {
    const labels: string[] = [];
    for (
      let token = this.#peek();
      token?.kind === 'text' || token?.kind === 'word';
      token = this.#peek()
    ) {
      labels.push(token.value);
      this.#at += 1;
    }
    if (!this.#isSign('{'))
      throw new HclProblem(`${type} is neither a block nor an attribute`, line);
    this.#at += 1;
    return { type, labels, line, ...this.#body('}') };
  }

  /** One value; what goes on behind it makes it an expression. */
  #expression(): HclValue {
    this.#deeper();
    const start = this.#at;
    const value = this.#primary();
    const isWhole = value !== undefined && this.#isAtEnd();
    if (!isWhole) this.#passExpression();
    this.#depth -= 1;
    if (isWhole) return value;
    const [first, last] = [this.#tokens[start], this.#tokens[this.#at - 1]];
    return { expression: this.#text.slice(first?.start ?? 0, last?.end ?? 0) };
  }

  #primary(): HclValue | undefined {
    const token = this.#peek();
    if (token === undefined) throw new HclProblem('a value is missing', this.#lastLine());
    if (token.kind === 'text' || token.kind === 'number') {
      this.#at += 1;
      return token.kind === 'text' ? token.value : Number(token.value);
    }
    if (token.kind === 'word') return this.#named(token);
    const isFor = this.#peek(1)?.value === 'for';
    if (token.value === '[' && !isFor) return this.#list();
    if (token.value === '{' && !isFor) return this.#object();
    return undefined;
  }

  #named({ value }: HclToken): HclValue | undefined {
    const plain = { true: true, false: false, null: null }[value];
    if (plain !== undefined) {
      this.#at += 1;
      return plain;
    }
    if (value !== 'jsonencode' || this.#peek(1)?.value !== '(') return undefined;
    this.#at += 2;
    this.#passLines();
    const inner = this.#expression();
    this.#passLines();
    if (!this.#isSign(')')) throw new HclProblem('jsonencode has no end', this.#lastLine());
    this.#at += 1;
    return inner;
  }

  #list(): HclValue[] {
    const values: HclValue[] = [];
    this.#at += 1;
    for (;;) {
      this.#passLines();
      if (this.#isSign(']')) break;
      values.push(this.#expression());
      this.#passLines();
      if (this.#isSign(',')) this.#at += 1;
      else if (!this.#isSign(']')) throw new HclProblem('a list has no end', this.#lastLine());
    }
    this.#at += 1;
    return values;
  }

  #object(): HclValue {
    const fields: Record<string, HclValue> = {};
    this.#at += 1;
    for (;;) {
      this.#passLines();
      if (this.#isSign('}')) break;
      const start = this.#peek();
      while (this.#peek() !== undefined && !this.#isSign('=') && !this.#isSign(':')) this.#at += 1;
      const last = this.#tokens[this.#at - 1];
      if (this.#peek() === undefined || start === undefined || last === undefined)
        throw new HclProblem('an object has no end', this.#lastLine());
      const key = start === last ? start.value : this.#text.slice(start.start, last.end);
      this.#at += 1;
      this.#passLines();
      fields[key] = this.#expression();
      if (this.#isSign(',')) this.#at += 1;
    }
    this.#at += 1;
    return fields;
  }

  /** Goes on to the end of an expression that is not read: brackets hold lines together. */
  #passExpression(): void {
    let depth = 0;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      if (depth === 0 && this.#isAtEnd()) return;
      if (token.kind === 'sign' && '([{'.includes(token.value)) depth += 1;
      if (token.kind === 'sign' && ')]}'.includes(token.value)) depth -= 1;
      this.#at += 1;
    }
    if (depth > 0) throw new HclProblem('a bracket has no end', this.#lastLine());
  }

  #isAtEnd(): boolean {
    const token = this.#peek();
    if (token === undefined || token.kind === 'end of line') return true;
    return token.kind === 'sign' && [',', '}', ']', ')'].includes(token.value);
  }

  #passLines(): void {
    while (this.#peek()?.kind === 'end of line') this.#at += 1;
  }

  #isSign(value: string): boolean {
    const token = this.#peek();
    return token?.kind === 'sign' && token.value === value;
  }

  #peek(ahead: number = 0): HclToken | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #lastLine(): number {
    return (this.#peek() ?? this.#tokens.at(-1))?.line ?? 1;
  }

  #deeper(): void {
    this.#depth += 1;
    if (this.#depth > deepest)
      throw new HclProblem('brackets are nested too deep', this.#lastLine());
  }
}
