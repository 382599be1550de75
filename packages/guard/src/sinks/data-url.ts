/** A `data:` URL of JavaScript (RFC 2397): parameters, whether it is in base64, and the data. */
const SCRIPT_URL =
  /^data:(?:text|application)\/(?:javascript|ecmascript|x-javascript)([^,]{0,200}),/i;

/** The source text that a `data:` URL holds; undefined for any other URL. */
export function dataUrlSource(url: string): string | undefined {
  const match = SCRIPT_URL.exec(url);
  if (match === null) return undefined;
  const data = url.slice(match[0].length);
  const text = percentDecoded(data);
  return /;\s*base64\s*$/i.test(match[1] ?? '') ? Buffer.from(text, 'base64').toString() : text;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
