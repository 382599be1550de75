import { flatten, memberPath } from '../flatten.ts';
import type { Gathering } from '../gathering.ts';
import { isWord } from '../shape.ts';
import { percentDecode } from '../transformations/percent-decoding.ts';

/** Gathers the cookies of one `Cookie` header, decoded as Express, Fastify and `cookie` decode them. */
export function gatherCookies(header: string, gathering: Gathering): void {
  let start = 0;
  while (start < header.length) {
    let end = header.indexOf(';', start);
    if (end < 0) end = header.length;
    gatherCookie(header.slice(start, end), gathering);
    start = end + 1;
  }
}

function gatherCookie(pair: string, gathering: Gathering): void {
  const equals = pair.indexOf('=');
  const name = equals < 0 ? '' : pair.slice(0, equals).trim();
  const quoted = pair.slice(equals + 1).trim();
  const raw =
    quoted.length > 1 && quoted.startsWith('"') && quoted.endsWith('"')
      ? quoted.slice(1, -1)
      : quoted;
  const content = unsign(percentDecode(raw));
  const path = memberPath('cookie', name);
  if (!isWord(name)) gathering.add(`${path} (name)`, name);
  if (typeof content === 'string') gathering.add(path, content);
  else flatten(content, path, gathering);
  if (quoted !== raw) gathering.add(path, quoted);
}

/** The content of Express's `s:` (signed) and `j:` (JSON) cookies. */
function unsign(value: string): unknown {
  let content = value;
  if (content.startsWith('s:')) {
    const dot = content.lastIndexOf('.');
    content = content.slice(2, dot < 2 ? content.length : dot);
  }
  if (content.startsWith('j:')) {
    try {
      return JSON.parse(content.slice(2)) as unknown;
    } catch {
      return content;
    }
  }
  return content;
}
