const PERCENT_RUN = /(?:%[0-9a-fA-F]{2})+/g;
const UNICODE_ESCAPE = /%u([0-9a-fA-F]{4})/g;

export function plusToSpace(text: string): string {
  return text.includes('+') ? text.replaceAll('+', ' ') : text;
}

const ESCAPE = /%[0-9a-fA-Fu]/;

/** Decodes `%XX` as UTF-8, else as Latin-1, and the `%uXXXX` of old; leaves what is malformed. */
export function percentDecode(text: string): string {
  // A failed attempt of Node's own decoder costs a hundred times this look.
  if (!ESCAPE.test(text)) return text;
  if (!text.includes('%u')) {
    try {
      return decodeURIComponent(text);
    } catch {
      // Malformed somewhere: decode what can be.
    }
  }
  return text
    .replace(UNICODE_ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(PERCENT_RUN, decodeRun);
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1');
  }
}
