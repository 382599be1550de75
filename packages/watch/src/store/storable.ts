/** What PostgreSQL's text can hold of a text: it has no U+0000. */
export function storableText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

/**
 * JSON whose texts PostgreSQL takes: it refuses U+0000 and lone surrogates, which `JSON.stringify`
 * writes as escapes. An attacker who could send one would otherwise have a whole delivery refused.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Escapes of four digits are rare, and looking for them so is a tenth of the cost of replacing.
  if (!json.includes(String.raw`\u`)) return json;
  return json.replaceAll(/\\u(?:0000|d[89a-f][0-9a-f]{2})/g, String.raw`\ufffd`);
}
