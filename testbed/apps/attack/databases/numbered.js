/** `?` as PostgreSQL counts its parameters. */
export function numbered(text) {
  let count = 0;
  return text.replaceAll('?', () => `$${(count += 1)}`);
}
