import { bytesToText } from './carriers/bytes-to-text.ts';
import { type Gathering, limits } from './gathering.ts';
import { isWord } from './shape.ts';

/** Longest list that is also offered joined, as `String(list)` or `list.join()` would. */
const MAX_JOINED_ITEMS = 64;
const MAX_JOINED_LENGTH = 8_192;
const SIMPLE_KEY = /^[\w$-]+$/;

interface Pending {
  readonly value: object;
  readonly path: string;
  readonly depth: number;
}

/**
 * Gathers every string in `root`, breadth first, with paths such as `body.user.name` and
 * `body.tags[0]`. Keys are untrusted as well: one that is not a plain word becomes an input whose
 * path ends in `(name)`. Reads own data properties only, never runs an accessor and never throws.
 */
export function flatten(root: unknown, path: string, gathering: Gathering): void {
  const seen = new Set<object>();
  const queue: Pending[] = [];
  const meet = (value: unknown, at: string, depth: number): void => {
    if (typeof value === 'string') gathering.add(at, value);
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value);
      if (depth >= limits.depth) gathering.truncated = true;
      else queue.push({ value, path: at, depth });
    }
  };
  meet(root, path, 0);
  for (let next = 0; next < queue.length; next++) {
    const { value, path: at, depth } = queue[next]!;
    try {
      if (!expand(value, at, depth + 1, gathering, meet)) return;
    } catch {
      // A proxy's trap threw: what it hides stays unread.
      gathering.truncated = true;
    }
  }
}

type Meet = (value: unknown, path: string, depth: number) => void;

/** Meets the children of one object; false once the walk has to end. */
function expand(
  value: object,
  path: string,
  depth: number,
  gathering: Gathering,
  meet: Meet,
): boolean {
  if (Array.isArray(value)) return expandList(value, path, depth, gathering, meet);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    const text = bytesToText(value, limits.stringLength);
    if (text !== undefined) gathering.add(path, text.value);
    if (text?.truncated === true) gathering.truncated = true;
    return true;
  }
  const entries = entriesOf(value);
  if (entries !== undefined) {
    for (const [key, child] of entries) {
      if (!gathering.visit()) return false;
      meetEntry(typeof key === 'string' ? key : '', child, path, depth, gathering, meet);
    }
  }
  for (const key of Object.keys(value)) {
    if (!gathering.visit()) return false;
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property !== undefined) meetEntry(key, property.value, path, depth, gathering, meet);
  }
  return true;
}

/** The path of a member, `body.name` or `body["an odd name"]`. */
export function memberPath(path: string, key: string): string {
  return isWord(key) ? `${path}.${key}` : path + step(key);
}

function meetEntry(
  key: string,
  child: unknown,
  path: string,
  depth: number,
  gathering: Gathering,
  meet: Meet,
): void {
  const isPlain = isWord(key);
  if (!isPlain) gathering.add(`${path}${step(key)} (name)`, key);
  if (typeof child === 'string' || (typeof child === 'object' && child !== null)) {
    meet(child, isPlain ? `${path}.${key}` : path + step(key), depth);
  }
}

function step(key: string): string {
  if (key.length > 64) return `["${key.slice(0, 64)}…"]`;
  return SIMPLE_KEY.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function expandList(
  list: readonly unknown[],
  path: string,
  depth: number,
  gathering: Gathering,
  meet: Meet,
): boolean {
  let canJoin = list.length > 1 && list.length <= MAX_JOINED_ITEMS;
  const items: string[] = [];
  for (let i = 0; i < list.length; i++) {
    if (!gathering.visit()) return false;
    const property = Object.getOwnPropertyDescriptor(list, i);
    const item: unknown = property?.value;
    if (typeof item === 'string' || typeof item === 'number') {
      if (canJoin) items.push(String(item));
    } else canJoin &&= item === null || item === undefined;
    if (typeof item === 'string' || typeof item === 'object') meet(item, `${path}[${i}]`, depth);
  }
  if (canJoin && items.some((item) => item.length > 0)) addJoined(items, path, gathering);
  return true;
}

/** Adds what an app gets by joining a list in the usual ways. */
export function addJoined(items: readonly string[], path: string, gathering: Gathering): void {
  const byComma = items.join(',');
  if (items.length > MAX_JOINED_ITEMS || byComma.length > MAX_JOINED_LENGTH) return;
  gathering.addJoined(path, byComma);
  // Between plain words a blank or nothing adds no structure that a comma does not.
  if (items.every(isWord)) return;
  for (const separator of [', ', ' ', '']) gathering.addJoined(path, items.join(separator));
}

const searchEntries = URLSearchParams.prototype.entries;

/** Entries of the containers whose content is not in properties. */
function entriesOf(value: object): Iterable<readonly [unknown, unknown]> | undefined {
  if (value instanceof Map) return Map.prototype.entries.call(value);
  if (value instanceof Set) return [...Set.prototype.values.call(value)].map((item) => ['', item]);
  if (value instanceof URLSearchParams) return searchEntries.call(value);
  return isFormData(value) ? FormData.prototype.entries.call(value) : undefined;
}

/** Told by its tag first: naming the class makes Node load its undici, half of guard's start-up. */
function isFormData(value: object): value is FormData {
  return Reflect.get(value, Symbol.toStringTag) === 'FormData' && value instanceof FormData;
}
