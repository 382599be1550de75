/**
 * Folds letter case without moving an offset: the result has the length of `text`.
 * The dotted capital I is the one character that lower-casing lengthens (Unicode SpecialCasing), and
 * the lower case of sigma depends on its neighbours, which differ once a value stands in a text.
 */
export function fold(text: string): string {
  let folded = text.toLowerCase();
  if (folded.length !== text.length) folded = text.replaceAll('İ', 'i').toLowerCase();
  return folded.includes('ς') ? folded.replaceAll('ς', 'σ') : folded;
}
