import { isDigitCode, isWordCode, type SecretRange } from './secret-range.ts';

const minDigits = 13;
const maxDigits = 19;
/** Lengths that issuers use, by first digit (ISO/IEC 7812 ranges in use). */
const lengthsByFirstDigit: Readonly<Record<string, readonly number[]>> = {
  '2': [16],
  '3': [14, 15, 16],
  '4': [13, 16, 19],
  '5': [16],
  '6': [16, 17, 18, 19],
};

/** The check digit test of payment cards (ISO/IEC 7812-1, Luhn). `digits` holds ASCII digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Card numbers in `text`, written together or in groups split by one space or hyphen. */
export function cardNumberRanges(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  let at = 0;
  while (at < text.length) {
    const isGroupStart = isDigitCode(text.charCodeAt(at)) && !isWordCode(text.charCodeAt(at - 1));
    const end = isGroupStart ? cardEnd(text, at) : 0;
    if (end > 0) {
      ranges.push({ start: at, end, mask: `[card number ending ${text.slice(end - 4, end)}]` });
      at = end;
    } else {
      at += 1;
    }
  }
  return ranges;
}

/** Where the card number that starts at `start` ends; 0 when none does. Looks at 38 characters at most. */
function cardEnd(text: string, start: number): number {
  const lengths = lengthsByFirstDigit[text[start] ?? ''];
  if (!lengths) return 0;
  let digits = '';
  let found = 0;
  for (let at = start; digits.length <= maxDigits; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigitCode(code)) {
      digits += text[at];
      const isGroupEnd = !isWordCode(text.charCodeAt(at + 1));
      if (
        isGroupEnd &&
        digits.length >= minDigits &&
        lengths.includes(digits.length) &&
        passesLuhn(digits)
      ) {
        found = at + 1;
      }
    } else if ((code !== 32 && code !== 45) || !isDigitCode(text.charCodeAt(at - 1))) {
      break;
    }
  }
  return found;
}
