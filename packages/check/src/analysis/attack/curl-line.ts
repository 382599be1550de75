import type { SentRequest } from './record.ts';

/** A command line that sends the request, for a POSIX shell. */
export function curlLine(origin: string, { method, path, headers, body }: SentRequest): string {
  const parts = ['curl', '-i', '--path-as-is'];
  if (method !== 'GET') parts.push('-X', method);
  for (const [name, value] of Object.entries(headers))
    if (name !== 'accept') parts.push('-H', quoted(`${name}: ${value}`));
  if (body !== undefined) parts.push('--data-binary', quoted(body));
  return [...parts, quoted(origin + path)].join(' ');
}

/** `$'…'` where a line break would otherwise be lost to whoever copies the line. */
function quoted(text: string): string {
  if (/[\r\n]/.test(text)) {
    const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `$'${escaped.replaceAll('\r', '\\r').replaceAll('\n', '\\n')}'`;
  }
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
