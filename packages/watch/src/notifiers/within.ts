interface Within {
  /** Applied to each character, so that no escape is ever cut in half. */
  readonly escape?: (character: string) => string;
  /** What the limit counts: UTF-16 units unless said. */
  readonly measure?: (text: string) => number;
}

const inUnits = (text: string): number => text.length;
const ellipsis = '…';

/** The text, escaped, and cut to a service's limit with an ellipsis where it is too long. */
export function within(
  text: string,
  max: number,
  { escape = String, measure = inUnits }: Within = {},
): string {
  const room = max - measure(ellipsis);
  let result = '';
  let size = 0;
  /** The longest beginning that still leaves room for the ellipsis. */
  let short = '';
  for (const character of text) {
    const escaped = escape(character);
    size += measure(escaped);
    if (size > max) return short + ellipsis;
    result += escaped;
    if (size <= room) short = result;
  }
  return result;
}

/** Text for HTML and for Slack, which share these three. */
export function escapeMarkup(character: string): string {
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  return character === '>' ? '&gt;' : character;
}
