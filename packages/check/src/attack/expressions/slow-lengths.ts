import { elapsedHere } from '../wire/elapsed-here.ts';
import type { AttackText } from './attack-texts.ts';

/** How often the letter is repeated: enough to tell, and never more than a blink. */
export interface SlowLengths {
  readonly few: number;
  readonly many: number;
}

const leastMs = 40;
const mostMs = 250;
const growth = 1.5;
const first = 12;
/** Of letters that multiply the time a few less are enough; where it grows with the square, a quarter takes a sixteenth. */
const fewerOf = { exponential: 4, power: 4 } as const;

export function attackOf({ prefix, pump, suffix }: AttackText, count: number): string {
  return prefix + pump.repeat(count) + suffix;
}

/**
 * Tries here, bounded, for how many letters the expression takes a noticeable time; undefined where it
 * takes none within `most`. So the app is never sent more than that.
 */
export function slowLengths(
  expression: RegExp,
  text: AttackText,
  most: number,
): SlowLengths | undefined {
  // Twice: what else the machine does makes one of them longer.
  const isSlow = (count: number): boolean => {
    const attack = attackOf(text, count);
    return [1, 2].every(() => elapsedHere(expression, attack, mostMs) >= leastMs);
  };
  let quick = 0;
  let slow = first;
  while (!isSlow(slow)) {
    if (slow >= most) return undefined;
    quick = slow;
    slow = Math.min(most, Math.ceil(slow * growth));
  }
  const precision = text.isExponential ? 1 : Math.ceil(slow / 8);
  while (slow - quick > precision) {
    const middle = Math.floor((slow + quick) / 2);
    if (isSlow(middle)) slow = middle;
    else quick = middle;
  }
  const few = text.isExponential ? slow - fewerOf.exponential : Math.floor(slow / fewerOf.power);
  return few < 1 ? undefined : { few, many: slow };
}
