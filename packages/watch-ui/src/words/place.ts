/** The end of a long path, which is what tells files apart: `…/src/routes/cards.js:20`. */
export function shortPlace(place: string): string {
  const parts = place.split('/');
  return parts.length > 4 ? `…/${parts.slice(-3).join('/')}` : place;
}
