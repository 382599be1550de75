import type { Node } from 'oxc-parser';
import { parse } from '../analysis/syntax/parse.ts';
import type { Data, DataPath } from '../rules/patch.ts';

type Container = Extract<Node, { type: 'ObjectExpression' | 'ArrayExpression' }>;

const opening = '(';

/**
 * The JSON text with the value at `path` set, or taken away when `value` is undefined; everything else
 * stands as it was. Objects on the way that are missing are made. Throws an error that says what is wrong.
 */
export function editJson(text: string, path: DataPath, value: Data | undefined): string {
  const { mark, body, root } = readJson(text);
  return mark + new JsonText(body).set(root, path, value);
}

/** A plain value that stands instead of another. */
interface PlainValue {
  readonly at: DataPath;
  readonly value: Data;
}

/**
 * Many plain values set at once, where others stand: a lockfile is read one time and not a thousand. What
 * stands nowhere is left: it comes back as `left`.
 */
export function setPlainValues<Change extends PlainValue>(
  text: string,
  changes: readonly Change[],
): { readonly text: string; readonly left: readonly Change[] } {
  const { mark, body, root } = readJson(text);
  const members = new Map<Node, ReadonlyMap<string | number, Node>>();
  const inside = (node: Node | undefined, key: string | number): Node | undefined => {
    if (node?.type !== 'ObjectExpression' && node?.type !== 'ArrayExpression') return undefined;
    const known =
      members.get(node) ?? new Map(membersOf(node).map(({ name, value }) => [name, value]));
    members.set(node, known);
    return known.get(key);
  };
  const places = changes.map(({ at }) => at.reduce<Node | undefined>(inside, root));
  const isAlone = (place: Node | undefined): place is Node =>
    place?.type === 'Literal' && places.indexOf(place) === places.lastIndexOf(place);
  const found = changes
    .flatMap(({ value }, index) => {
      const place = places[index];
      return isAlone(place) ? [{ value, span: spanOf(place) }] : [];
    })
    .sort((a, b) => a.span[0] - b.span[0]);
  let at = 0;
  const parts = found.flatMap(({ value, span: [start, end] }) => {
    const before = body.slice(at, start);
    at = end;
    return [before, JSON.stringify(value)];
  });
  return {
    text: mark + parts.join('') + body.slice(at),
    left: changes.filter((_, index) => !isAlone(places[index])),
  };
}

function readJson(text: string): { mark: string; body: string; root: Node } {
  JSON.parse(text.replace(/^\uFEFF/, ''));
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  // JSON is an expression of JavaScript: its tree tells where each key and value stands.
  const parsed = parse('data.js', `${opening}${body})`);
  if (!('program' in parsed)) throw new Error('it is no JSON');
  const statement = parsed.program().body[0];
  if (statement?.type !== 'ExpressionStatement') throw new Error('it is no JSON');
  return { mark, body, root: statement.expression };
}

/** A text whose tree is known; offsets of the tree are one more, for the bracket before it. */
class JsonText {
  readonly #text: string;
  readonly #eol: string;
  readonly #unit: string;
  /** Whether it stands on several lines, so that what is empty will. */
  readonly #isSpread: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#eol = text.includes('\r\n') ? '\r\n' : '\n';
    this.#isSpread = text.trim().includes('\n');
    this.#unit = /^[{[][ \t]*\r?\n([ \t]+)/.exec(text.trimStart())?.[1] ?? '  ';
  }

  set(node: Node, path: DataPath, value: Data | undefined, depth = 0): string {
    const [key, ...rest] = path;
    if (key === undefined)
      return value === undefined ? this.#text : this.#put(...spanOf(node), value, depth);
    if (node.type !== 'ObjectExpression' && node.type !== 'ArrayExpression')
      throw new Error(`there is no place for ${JSON.stringify(key)}`);
    const isObject = node.type === 'ObjectExpression';
    if (isObject !== (typeof key === 'string') || (!isObject && Number(key) > node.elements.length))
      throw new Error(`there is no place for ${JSON.stringify(key)}`);
    const members = membersOf(node);
    const index = members.findIndex(({ name }) => name === key);
    if (index >= 0) {
      if (rest.length > 0 || value !== undefined)
        return this.set(members[index]!.value, rest, value, depth + 1);
      return this.#remove(node, index);
    }
    if (value === undefined) return this.#text;
    const whole = rest.reduceRight<Data>((inner, name) => ({ [name]: inner }), value);
    return this.#add(node, key, whole, depth);
  }

  #put(start: number, end: number, value: Data, depth: number): string {
    const before = this.#text.slice(start, end);
    const isEmpty = /^(\[\s*\]|\{\s*\})$/.test(before);
    const isSpread = before.includes('\n') || !/^[[{]/.test(before) || (isEmpty && this.#isSpread);
    return (
      this.#text.slice(0, start) + this.#render(value, depth, isSpread) + this.#text.slice(end)
    );
  }

  #render(value: Data, depth: number, isSpread = true): string {
    if (!isSpread) return JSON.stringify(value);
    const lines = JSON.stringify(value, null, this.#unit).split('\n');
    return lines.join(this.#eol + this.#unit.repeat(depth));
  }

  #add(node: Container, key: string | number, value: Data, depth: number): string {
    const [start, end] = spanOf(node);
    const isObject = node.type === 'ObjectExpression';
    const members = membersOf(node);
    const last = members.at(-1);
    const isSpread =
      last === undefined
        ? depth === 0 || this.#isSpread
        : this.#text.slice(start, end).includes('\n');
    const shown = `${isObject ? `${JSON.stringify(key)}: ` : ''}${this.#render(value, depth + 1, isSpread)}`;
    const inner = isSpread ? this.#eol + this.#unit.repeat(depth + 1) : '';
    if (last !== undefined) {
      const at = last.end;
      const gap = isSpread ? inner : ' ';
      return `${this.#text.slice(0, at)},${gap}${shown}${this.#text.slice(at)}`;
    }
    const outer = isSpread ? this.#eol + this.#unit.repeat(depth) : '';
    const [open, close] = isObject ? '{}' : '[]';
    return `${this.#text.slice(0, start)}${open}${inner}${shown}${outer}${close}${this.#text.slice(end)}`;
  }

  #remove(node: Container, index: number): string {
    const members = membersOf(node);
    const member = members[index]!;
    const before = members[index - 1];
    const after = members[index + 1];
    const [start, end] = spanOf(node);
    // From the end of what stands before to its own end, or from its start to the next one's.
    if (before) return this.#text.slice(0, before.end) + this.#text.slice(member.end);
    if (after) return this.#text.slice(0, member.start) + this.#text.slice(after.start);
    return this.#text.slice(0, start + 1) + this.#text.slice(end - 1);
  }
}

interface Member {
  readonly name: string | number;
  readonly value: Node;
  readonly start: number;
  readonly end: number;
}

/** Keys or items; of a key that stands twice the last counts, as for JSON.parse. */
function membersOf(node: Container): Member[] {
  const found: Member[] = [];
  const names = new Set<string>();
  const parts: readonly (Node | null)[] =
    node.type === 'ObjectExpression' ? node.properties : node.elements;
  for (const [index, part] of parts.entries()) {
    if (part === null) continue;
    const [start, end] = spanOf(part);
    if (part.type === 'Property' && part.key.type === 'Literal') {
      const name = String(part.key.value);
      if (names.has(name)) throw new Error(`the key ${name} stands twice`);
      names.add(name);
      found.push({ name, value: part.value, start, end });
    } else found.push({ name: index, value: part, start, end });
  }
  return found;
}

function spanOf({ start, end }: Node): [start: number, end: number] {
  return [start - opening.length, end - opening.length];
}
