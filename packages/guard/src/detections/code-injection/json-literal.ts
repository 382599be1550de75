/** The one key that means something else in JavaScript than in JSON: it sets the object's prototype. */
const prototypeKey = /__proto__|\\u00(?:5f|70|72|6f|74)/i;

/**
 * True when the text is one JSON value (RFC 8259) that JavaScript reads as the same data.
 * Linear; false for what is nested too deeply to tell.
 */
export function isJsonLiteral(text: string): boolean {
  if (prototypeKey.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
