import { createRecentTexts } from './recent-texts.ts';

/** Exact texts of one kind of sink that passed before with complete inputs, none of them within. */
export interface CleanCache {
  has(text: string): boolean;
  add(text: string): void;
}

/** Creates a bounded cache: what is asked for stays, what is not goes. */
export function createCleanCache(): CleanCache {
  const texts = createRecentTexts();
  return {
    has: (text) => texts.get(text) !== undefined,
    add: (text) => texts.add(text, text),
  };
}
