import { shapeOf } from '../shape.ts';

const MAX_LITERALS = 1_000;
const MIN_LENGTH = 2;
const CDATA = '<![CDATA[';

/** The quoted values and element contents of a GraphQL, XML or HTML document. Linear. */
export function literalsOf(document: string): { values: readonly string[]; truncated: boolean } {
  return new LiteralReader(document).read();
}

class LiteralReader {
  readonly #document: string;
  readonly #values: string[] = [];
  /** The next place of each delimiter, so that none is searched for twice. */
  readonly #next = new Map<string, number>();

  constructor(document: string) {
    this.#document = document;
  }

  read(): { values: readonly string[]; truncated: boolean } {
    const document = this.#document;
    for (let at = 0; at < document.length;) {
      const end = this.#literalAt(at);
      if (this.#values.length > MAX_LITERALS) return { values: this.#values, truncated: true };
      at = end;
    }
    return { values: this.#values, truncated: false };
  }

  /** Takes the literal that opens at `at`, if one does, and returns where to look on. */
  #literalAt(at: number): number {
    const document = this.#document;
    switch (document.charCodeAt(at)) {
      case 34: // "
        return this.#take(at, at + 1, '"');
      case 39: // ' is an apostrophe unless it opens an attribute's value.
        return document[at - 1] === '=' ? this.#take(at, at + 1, "'") : at + 1;
      case 60: // <
        return document.startsWith(CDATA, at) ? this.#take(at, at + CDATA.length, ']]>') : at + 1;
      case 62: // > up to <, which may open the next
        return this.#take(at, at + 1, '<');
      default:
        return at + 1;
    }
  }

  /** Returns the closing mark's place: it may open the next literal, where a stray quote came before. */
  #take(at: number, start: number, closer: string): number {
    const end = this.#find(closer, start);
    if (end - start < MIN_LENGTH) return at + 1;
    const literal = this.#document.slice(start, end);
    if (shapeOf(literal) !== 0) this.#values.push(literal);
    return end;
  }

  /** Where `wanted` stands from `from` on; -1 when nowhere. */
  #find(wanted: string, from: number): number {
    const known = this.#next.get(wanted);
    if (known !== undefined && (known === -1 || known >= from)) return known;
    const found = this.#document.indexOf(wanted, from);
    this.#next.set(wanted, found);
    return found;
  }
}
