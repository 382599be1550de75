/** One part of a glob: what it takes of a path, sign by sign. */
type Part =
  | { readonly kind: 'sign'; readonly takes: (sign: string) => boolean }
  /** `*`: any signs but slashes. */
  | { readonly kind: 'star' }
  /** `**`: any signs. */
  | { readonly kind: 'all' }
  /** A leading or inner double star with its slash: any number of whole folders. */
  | { readonly kind: 'folders' };

/**
 * Tells whether a whole path matches a glob with `*`, `?`, `[…]` and `**`; other signs are literal.
 * Follows all ways at once (Thompson 1968), so that a hostile glob costs its length times the path's.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const parts = partsOf(glob);
  return (path) => {
    let states = closed(new Set([0]), parts);
    for (const sign of path) {
      const next = new Set<number>();
      for (const state of states) step(state, sign, parts, next);
      states = closed(next, parts);
      if (states.size === 0) return false;
    }
    return states.has(parts.length);
  };
}

/** States count parts; half a step further means within the name of a folder. */
function step(state: number, sign: string, parts: readonly Part[], next: Set<number>): void {
  const isWithin = !Number.isInteger(state);
  const at = Math.floor(state);
  const part = parts[at];
  if (part === undefined) return;
  if (part.kind === 'folders') {
    if (sign !== '/') next.add(at + 0.5);
    else if (isWithin) next.add(at);
  } else if (part.kind === 'all') next.add(at);
  else if (part.kind === 'star') {
    if (sign !== '/') next.add(at);
  } else if (part.takes(sign)) next.add(at + 1);
}

/** The states with those that are reached without a sign. */
function closed(states: Set<number>, parts: readonly Part[]): Set<number> {
  for (const state of states) {
    const part = parts[state];
    if (part !== undefined && part.kind !== 'sign') states.add(state + 1);
  }
  return states;
}

function partsOf(glob: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < glob.length; at += 1) {
    const sign = glob[at] ?? '';
    const classEnd = sign === '[' ? glob.indexOf(']', at + 2) : -1;
    if (glob.startsWith('**/', at) && (at === 0 || glob[at - 1] === '/')) {
      parts.push({ kind: 'folders' });
      at += 2;
    } else if (sign === '*') {
      const isDouble = glob[at + 1] === '*';
      while (glob[at + 1] === '*') at += 1;
      parts.push({ kind: isDouble ? 'all' : 'star' });
    } else if (sign === '?') parts.push({ kind: 'sign', takes: (given) => given !== '/' });
    else if (classEnd > 0) {
      parts.push({ kind: 'sign', takes: classOf(glob.slice(at + 1, classEnd)) });
      at = classEnd;
    } else {
      if (sign === '\\' && at + 1 < glob.length) at += 1;
      const literal = glob[at];
      parts.push({ kind: 'sign', takes: (given) => given === literal });
    }
  }
  return parts;
}

/** `ab`, `a-z`, `!ab`: the signs of a class, never a slash. */
function classOf(members: string): (sign: string) => boolean {
  const isNegated = /^[!^]/.test(members);
  const body = isNegated ? members.slice(1) : members;
  const holds = (sign: string): boolean => {
    for (let at = 0; at < body.length; at += 1) {
      if (body[at + 1] === '-' && at + 2 < body.length) {
        if (body[at]! <= sign && sign <= body[at + 2]!) return true;
        at += 2;
      } else if (body[at] === sign) return true;
    }
    return false;
  };
  return (sign) => sign !== '/' && holds(sign) !== isNegated;
}
