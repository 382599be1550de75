/** How a place in a script of a POSIX shell is quoted; undefined where that is not certain. */
export type Quoting = 'none' | 'double' | 'single';

/** The quoting at `offset`, followed from the start of the script. */
export function quotingAt(script: string, offset: number): Quoting | undefined {
  // What stands in a here-document is quoted by other rules.
  if (/<<-?\s*["'\\]?\w/.test(script.slice(0, offset))) return undefined;
  let state: Quoting = 'none';
  for (let at = 0; at < offset; at += 1) {
    const sign = script[at];
    if (state === 'single') {
      if (sign === "'") state = 'none';
    } else if (sign === '\\') {
      at += 1;
      // What follows is taken as it is: another text there would not be.
      if (at === offset) return undefined;
    } else if (sign === '"') state = state === 'double' ? 'none' : 'double';
    else if (state === 'none' && sign === "'") state = 'single';
    else if (state === 'none' && sign === '#' && /^$|\s/.test(script[at - 1] ?? '')) {
      const end = script.indexOf('\n', at);
      if (end < 0 || end >= offset) return undefined;
      at = end;
    }
  }
  return state;
}
