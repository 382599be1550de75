const MAX_ENTRIES = 1_000;
const MAX_LENGTH = 4_096;
/** Two generations of at most this many UTF-16 code units each, keys and values together. */
const MAX_TOTAL_LENGTH = 524_288;

/** Texts seen lately, each with a text that belongs to it. */
export interface RecentTexts {
  get(key: string): string | undefined;
  /** Keeps the first value of a key; none where key or value are longer than 4,096 characters. */
  add(key: string, value: string): void;
}

/**
 * Creates a bounded map with two generations: the younger fills, then becomes the elder, and what is
 * asked for in the elder moves back. Holds at most 2 MB of text.
 */
export function createRecentTexts(): RecentTexts {
  let young = new Map<string, string>();
  let elder = new Map<string, string>();
  let length = 0;

  function add(key: string, value: string): void {
    if (key.length > MAX_LENGTH || value.length > MAX_LENGTH || young.has(key)) return;
    const more = key === value ? key.length : key.length + value.length;
    if (young.size >= MAX_ENTRIES / 2 || length + more > MAX_TOTAL_LENGTH) {
      elder = young;
      young = new Map();
      length = 0;
    }
    young.set(key, elder.get(key) ?? value);
    length += more;
  }

  function get(key: string): string | undefined {
    const known = young.get(key);
    if (known !== undefined || key.length > MAX_LENGTH) return known;
    const old = elder.get(key);
    if (old !== undefined) add(key, old);
    return old;
  }

  return { get, add };
}
