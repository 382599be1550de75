const MAX_ENTRIES = 1_000;
const MAX_LENGTH = 4_096;
/** Two generations of at most this many UTF-16 code units each. */
const MAX_TOTAL_LENGTH = 524_288;

/** Exact texts of one kind of sink that passed before with complete inputs, none of them within. */
export interface CleanCache {
  has(text: string): boolean;
  add(text: string): void;
}

/**
 * Creates a bounded cache with two generations: the younger fills, then becomes the elder, and what
 * is asked for in the elder moves back. Holds at most 2 MB of text.
 */
export function createCleanCache(): CleanCache {
  let young = new Set<string>();
  let elder = new Set<string>();
  let length = 0;

  function add(text: string): void {
    if (text.length > MAX_LENGTH || young.has(text)) return;
    if (young.size >= MAX_ENTRIES / 2 || length + text.length > MAX_TOTAL_LENGTH) {
      elder = young;
      young = new Set();
      length = 0;
    }
    young.add(text);
    length += text.length;
  }

  function has(text: string): boolean {
    if (young.has(text)) return true;
    if (text.length > MAX_LENGTH || !elder.has(text)) return false;
    add(text);
    return true;
  }

  return { has, add };
}
