import { flatten } from '../flatten.ts';
import type { Gathering } from '../gathering.ts';
import { percentDecode, plusToSpace } from '../transformations/percent-decoding.ts';

const MAX_PAIRS = 5_000;

/**
 * Gathers the names and values of a query or form text, each as the URL standard and as `qs` would
 * read it: brackets and dots stay in the name (`query.a[b]`), repeated names are numbered
 * (`query.a[1]`) and also offered joined.
 */
export function gatherPairs(text: string, carrier: string, gathering: Gathering): void {
  const lists = new Map<string, string[]>();
  let start = text.startsWith('?') ? 1 : 0;
  for (let pairs = 0; start < text.length; pairs++) {
    if (pairs === MAX_PAIRS) {
      gathering.truncated = true;
      break;
    }
    let end = text.indexOf('&', start);
    if (end < 0) end = text.length;
    if (end > start) collectPair(text.slice(start, end), lists);
    start = end + 1;
  }
  for (const [name, values] of lists) {
    flatten({ [name]: values.length === 1 ? values[0] : values }, carrier, gathering);
  }
}

function collectPair(pair: string, lists: Map<string, string[]>): void {
  const equals = pair.indexOf('=');
  const name = decodePart(equals < 0 ? pair : pair.slice(0, equals));
  const value = equals < 0 ? '' : decodePart(pair.slice(equals + 1));
  const values = lists.get(name);
  if (values === undefined) lists.set(name, [value]);
  else values.push(value);
}

function decodePart(text: string): string {
  return percentDecode(plusToSpace(text));
}
