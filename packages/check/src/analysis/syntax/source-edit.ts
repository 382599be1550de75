import { LineTable } from './line-table.ts';

/** One change of a source text, as patches of rules have it. */
export interface SourceEdit {
  readonly kind: 'text';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly was: string;
  readonly to: string;
}

/** A file whose text is to be changed by offsets. */
export class SourceText {
  readonly #path: string;
  readonly #text: string;
  readonly #lines: LineTable;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#lines = new LineTable(text);
  }

  /** The offset of a place; lines and columns count from 1. */
  offsetOf(line: number, column: number): number {
    return this.#lines.offsetAt(line) + column - 1;
  }

  lineOf(offset: number): number {
    return this.#lines.lineAt(offset);
  }

  replace(start: number, end: number, to: string): SourceEdit {
    const line = this.#lines.lineAt(start);
    const was = this.#text.slice(start, end).replaceAll('\r\n', '\n');
    return { kind: 'text', file: this.#path, line, column: this.#lines.columnAt(start), was, to };
  }

  /** Takes whole lines away when nothing else stands on them, else just the stretch. */
  remove(start: number, end: number): SourceEdit {
    const first = this.#lines.offsetAt(this.#lines.lineAt(start));
    const next = this.#text.indexOf('\n', end);
    const last = next < 0 ? this.#text.length : next + 1;
    const isAlone =
      this.#text.slice(first, start).trim() === '' &&
      /^[,;]?\s*(\/\/.*)?$/.test(this.#text.slice(end, last).trim());
    return isAlone ? this.replace(first, last, '') : this.replace(start, end, '');
  }
}
