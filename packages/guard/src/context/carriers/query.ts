import { addJoined, memberPath } from '../flatten.ts';
import type { Gathering } from '../gathering.ts';
import { isWord } from '../shape.ts';
import { percentDecode, plusToSpace } from '../transformations/percent-decoding.ts';

const MAX_PAIRS = 5_000;

/**
 * Gathers the names and values of a query or form text, each as the URL standard and as `qs` would
 * read it: `a[b]=c` is reported as `query.a.b`, repeated names are numbered (`query.a[1]`) and also
 * offered joined.
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
  for (const [name, values] of lists) gatherName(name, values, carrier, gathering);
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

function gatherName(
  name: string,
  values: readonly string[],
  carrier: string,
  gathering: Gathering,
): void {
  const path = isWord(name) ? `${carrier}.${name}` : gatherOddName(name, carrier, gathering);
  if (values.length === 1) {
    gathering.add(path, values[0] ?? '');
    return;
  }
  for (const [i, value] of values.entries()) gathering.add(`${path}[${i}]`, value);
  addJoined(values, path, gathering);
}

/** Gathers a name that is not a plain word, whole and as the keys in its brackets; returns its path. */
function gatherOddName(name: string, carrier: string, gathering: Gathering): string {
  const [first = '', ...keys] = name.split(BRACKETS, MAX_KEYS);
  let path = memberPath(carrier, first);
  for (const key of keys) {
    if (key === '') continue;
    path = memberPath(path, key);
    if (!isWord(key)) gathering.add(`${path} (name)`, key);
  }
  gathering.add(`${path} (name)`, name);
  return path;
}

const BRACKETS = /\]\[|\[|\]/;
const MAX_KEYS = 32;
