import { escapeUnsafe } from './excerpt.ts';
import type { SecretRange } from './secret-range.ts';
import { secretRanges } from './secret-ranges.ts';

/** A piece of a call's text, redacted and safe to print, with the stretch that matters marked. */
export interface MarkedExcerpt {
  readonly text: string;
  /** UTF-16 code units in `text`, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

const contextChars = 80;
const redactionMargin = 512;

/**
 * The surroundings of `span` in `text`: up to 80 characters on each side and up to `maxSpan`
 * characters of the span itself, redacted (see `secretRanges` for `known`) and escaped.
 */
export function excerptAround(
  text: string,
  span: { readonly start: number; readonly end: number },
  known: readonly string[] = [],
  maxSpan = 240,
): MarkedExcerpt {
  const start = clamp(span.start, 0, text.length);
  const end = clamp(span.end, start, text.length);
  const shownEnd = Math.min(end, start + maxSpan);
  const from = Math.max(0, start - contextChars);
  const to = end > shownEnd ? shownEnd : Math.min(text.length, end + contextChars);
  const windowStart = Math.max(0, from - redactionMargin);
  const window = text.slice(windowStart, to + redactionMargin);
  const pieces = new Redacted(window, known);
  const before = pieces.show(from - windowStart, start - windowStart);
  const inside = pieces.show(start - windowStart, shownEnd - windowStart);
  const after = pieces.show(shownEnd - windowStart, to - windowStart);
  const lead = from > 0 ? '…' : '';
  const markStart = lead.length + before.length;
  return {
    text: `${lead}${before}${inside}${after}${to < text.length ? '…' : ''}`,
    start: markStart,
    end: markStart + inside.length,
  };
}

/** Shows stretches of a text, each mask once: in the first stretch that touches its secret. */
class Redacted {
  readonly #text: string;
  readonly #ranges: readonly SecretRange[];
  #next = 0;

  constructor(text: string, known: readonly string[]) {
    this.#text = text;
    this.#ranges = secretRanges(text, known);
  }

  show(start: number, end: number): string {
    let shown = '';
    let from = start;
    for (const range of this.#ranges) {
      if (range.end <= from || range.start >= end) continue;
      shown += escapeUnsafe(this.#text.slice(from, Math.max(from, range.start)));
      if (range.start >= this.#next) {
        shown += range.mask;
        this.#next = range.end;
      }
      from = Math.min(end, range.end);
    }
    return shown + escapeUnsafe(this.#text.slice(from, end));
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
