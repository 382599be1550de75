const maxLength = 120;

/**
 * What stays the same of a payload when a tool changes words and numbers in it: `1' or 7=7--` and
 * `9' or 3=3--` are both `0' a 0=0--`.
 */
export function payloadShape(excerpt: string): string {
  return excerpt
    .slice(0, 1_000)
    .replaceAll(/\p{L}[\p{L}\p{N}_]*/gu, 'a')
    .replaceAll(/\p{N}+/gu, '0')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?:a (?=a ))+/g, '')
    .trim()
    .slice(0, maxLength);
}
