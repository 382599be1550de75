type Search = Readonly<Record<string, unknown>>;

/** A text of the address, however it is written there; what is neither text nor number is left out. */
export function textIn(search: Search, name: string): string | undefined {
  const value = search[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** One of some words of the address; any other is as if it were not there. */
export function oneOf<Word extends string>(
  search: Search,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === search[name]);
}
