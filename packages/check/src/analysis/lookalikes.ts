/** Shorter names are near to something all the time. */
const leastLength = 5;
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789-._';

/** A name and the well-known one that it could be taken for. */
export interface Lookalike {
  readonly name: string;
  readonly like: string;
}

/**
 * Of names nobody knows those that are one slip of the hand from a well-known one (Damerau 1964), or the same
 * but for what joins their words: `loadsh`, `reactdom`. Linear in the names; for each some hundred are looked up.
 */
export function lookalikesOf(
  names: Iterable<string>,
  known: ReadonlySet<string>,
  popular: readonly string[],
): Lookalike[] {
  const targets = new Set(popular.filter((name) => name.length >= leastLength));
  const bare = new Map([...targets].reverse().map((name) => [withoutJoins(name), name]));
  return [...names].flatMap((name): Lookalike[] => {
    // A scope belongs to one owner: whoever could publish there need not trick anybody.
    if (known.has(name) || name.startsWith('@') || name.length < leastLength) return [];
    const joined = bare.get(withoutJoins(name));
    const like = joined ?? slipsOf(name).find((slip) => targets.has(slip));
    // `parse` and `parse5`: the number says that it is another one.
    const isNumbered = like !== undefined && withoutNumber(like) === withoutNumber(name);
    return like === undefined || isNumbered ? [] : [{ name, like }];
  });
}

function withoutNumber(name: string): string {
  return name.replace(/\d+$/, '');
}

function withoutJoins(name: string): string {
  return name.replaceAll(/[-._]/g, '');
}

/** All texts that are one sign more, less, another, or two signs swapped. */
function slipsOf(name: string): string[] {
  const slips: string[] = [];
  for (let at = 0; at <= name.length; at += 1) {
    const before = name.slice(0, at);
    const after = name.slice(at);
    for (const sign of alphabet) slips.push(before + sign + after);
    if (after === '') continue;
    slips.push(before + after.slice(1));
    if (after.length > 1) slips.push(before + after[1] + after[0] + after.slice(2));
    for (const sign of alphabet) slips.push(before + sign + after.slice(1));
  }
  return slips;
}
