import { assignmentRanges } from './assignment-ranges.ts';
import { cardNumberRanges } from './card-numbers.ts';
import { maskOf, type SecretRange } from './secret-range.ts';
import { emailRanges, privateKeyRanges, tokenRanges } from './token-ranges.ts';

const minKnownLength = 4;
const maxKnown = 50;

/**
 * Everything in `text` that must not be shown, sorted and without overlap. Linear in the text.
 * `known` are secrets known from elsewhere, such as values of the same request under sensitive
 * keys: the first 50 of at least 4 characters are looked for.
 */
export function secretRanges(text: string, known: readonly string[] = []): SecretRange[] {
  const found = [
    ...privateKeyRanges(text),
    ...knownRanges(text, known),
    ...tokenRanges(text),
    ...assignmentRanges(text),
    ...cardNumberRanges(text),
    ...emailRanges(text),
  ];
  return withoutOverlap(found);
}

function knownRanges(text: string, known: readonly string[]): SecretRange[] {
  const ranges: SecretRange[] = [];
  const worthLooking = known.filter((secret) => secret.length >= minKnownLength).slice(0, maxKnown);
  for (const secret of worthLooking) {
    const mask = maskOf('secret', secret.length);
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      ranges.push({ start: at, end: at + secret.length, mask });
    }
  }
  return ranges;
}

/** Ranges that overlap become one, under the mask of the one that starts first or is longest. */
function withoutOverlap(ranges: SecretRange[]): SecretRange[] {
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: SecretRange[] = [];
  for (const range of ranges) {
    const last = kept.at(-1);
    if (last && range.start < last.end) {
      if (range.end > last.end) kept[kept.length - 1] = { ...last, end: range.end };
    } else {
      kept.push(range);
    }
  }
  return kept;
}
