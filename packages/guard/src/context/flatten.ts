import { bytesToText } from './carriers/bytes-to-text.ts';
import { type Gathering, limits, type Place } from './gathering.ts';
import { isWord } from './shape.ts';

/** Longest list that is also offered joined, as `String(list)` or `list.join()` would. */
const MAX_JOINED_ITEMS = 64;
const MAX_JOINED_LENGTH = 8_192;
const SIMPLE_KEY = /^[\w$-]+$/;

interface Pending {
  readonly value: object;
  readonly place: Place;
  readonly depth: number;
}

/** A member of an object or list. */
class Member implements Place {
  readonly #owner: Place;
  readonly #key: string | number;
  #path: string | undefined;

  constructor(owner: Place, key: string | number) {
    this.#owner = owner;
    this.#key = key;
  }

  get path(): string {
    const { path } = this.#owner;
    this.#path ??=
      typeof this.#key === 'number' ? `${path}[${this.#key}]` : memberPath(path, this.#key);
    return this.#path;
  }
}

/** The name of a member. */
class MemberName extends Member {
  override get path(): string {
    return `${super.path} (name)`;
  }
}

/**
 * Gathers every string in `root`, breadth first, with paths such as `body.user.name` and
 * `body.tags[0]`. Keys are untrusted as well: one that is not a plain word becomes an input whose
 * path ends in `(name)`. Reads own data properties only, never runs an accessor and never throws.
 */
export function flatten(root: unknown, path: string, gathering: Gathering): void {
  new Walk(gathering).run(root, { path });
}

class Walk {
  readonly #gathering: Gathering;
  readonly #seen = new Set<object>();
  readonly #queue: Pending[] = [];

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  run(root: unknown, place: Place): void {
    this.#meet(root, place, 0);
    for (let next = 0; next < this.#queue.length; next++) {
      try {
        if (!this.#expand(this.#queue[next] as Pending)) return;
      } catch {
        // A proxy's trap threw: what it hides stays unread.
        this.#gathering.truncated = true;
      }
    }
  }

  #meet(value: unknown, place: Place, depth: number): void {
    if (typeof value === 'string') this.#gathering.add(place, value);
    else if (typeof value === 'object' && value !== null && !this.#seen.has(value)) {
      this.#seen.add(value);
      if (depth >= limits.depth) this.#gathering.truncated = true;
      else this.#queue.push({ value, place, depth });
    }
  }

  /** Meets the children of one object; false once the walk has to end. */
  #expand(pending: Pending): boolean {
    const { value } = pending;
    if (Array.isArray(value)) return this.#expandList(value, pending);
    if (isPlain(value)) return this.#expandProperties(pending);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      const text = bytesToText(value, limits.stringLength);
      if (text !== undefined) this.#gathering.add(pending.place, text.value);
      if (text?.truncated === true) this.#gathering.truncated = true;
      return true;
    }
    for (const [key, child] of entriesOf(value) ?? []) {
      if (!this.#gathering.visit()) return false;
      this.#meetMember(typeof key === 'string' ? key : '', child, pending);
    }
    return this.#expandProperties(pending);
  }

  #expandProperties(pending: Pending): boolean {
    const { value } = pending;
    for (const key of Object.keys(value)) {
      if (!this.#gathering.visit()) return false;
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (property !== undefined) this.#meetMember(key, property.value, pending);
    }
    return true;
  }

  #meetMember(key: string, child: unknown, { place, depth }: Pending): void {
    if (!isWord(key)) this.#gathering.add(new MemberName(place, key), key);
    if (typeof child === 'string' || typeof child === 'object') {
      this.#meet(child, new Member(place, key), depth + 1);
    }
  }

  #expandList(list: readonly unknown[], { place, depth }: Pending): boolean {
    let canJoin = list.length > 1 && list.length <= MAX_JOINED_ITEMS;
    const items: string[] = [];
    for (let i = 0; i < list.length; i++) {
      if (!this.#gathering.visit()) return false;
      const property = Object.getOwnPropertyDescriptor(list, i);
      const item: unknown = property?.value;
      if (typeof item === 'string' || typeof item === 'number') {
        if (canJoin) items.push(String(item));
      } else canJoin &&= item === null || item === undefined;
      if (typeof item === 'string' || typeof item === 'object') {
        this.#meet(item, new Member(place, i), depth + 1);
      }
    }
    if (canJoin && items.some((item) => item.length > 0)) {
      addJoined(items, place, this.#gathering);
    }
    return true;
  }
}

/** The path of a member, `body.name` or `body["an odd name"]`. */
export function memberPath(path: string, key: string): string {
  if (isWord(key)) return `${path}.${key}`;
  if (key.length > 64) return `${path}["${key.slice(0, 64)}…"]`;
  return SIMPLE_KEY.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** True for what parsers make: an object whose content is in its properties. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Adds what an app gets by joining a list in the usual ways. */
export function addJoined(
  items: readonly string[],
  place: Place | string,
  gathering: Gathering,
): void {
  const byComma = items.join(',');
  if (items.length > MAX_JOINED_ITEMS || byComma.length > MAX_JOINED_LENGTH) return;
  gathering.addJoined(place, byComma);
  // Between plain words a blank or nothing adds no structure that a comma does not.
  if (items.every(isWord)) return;
  for (const separator of [', ', ' ', '']) gathering.addJoined(place, items.join(separator));
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
