import { canariesIn, wireLimits } from '@castellan/core';

const maxDepth = 4;
const maxValues = 2_000;

/** Canaries anywhere in the arguments of a call: what a driver is given to bind. */
export function argumentCanaries(args: readonly unknown[]): readonly string[] {
  const found = new Set<string>();
  let left = maxValues;
  const look = (value: unknown, depth: number): void => {
    if (typeof value === 'string') {
      for (const canary of canariesIn(value)) found.add(canary);
      return;
    }
    if (typeof value !== 'object' || value === null || depth > maxDepth) return;
    for (const one of Object.values(value)) {
      left -= 1;
      if (left < 0) return;
      look(one, depth + 1);
    }
  };
  for (const argument of args) look(argument, 0);
  return [...found].slice(0, wireLimits.list);
}
