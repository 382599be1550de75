import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  parseDocument,
  type ParsedNode,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Data, DataPath } from '../rules/patch.ts';

const maxAliases = 100;
const asWritten = { lineWidth: 0 } as const;

/** What is to change in a YAML text. */
export interface YamlChange {
  readonly at: DataPath;
  readonly value: Data;
  /** True to add `value` to the list at `at`. */
  readonly isItem?: boolean;
  /** The key before which a new one is put. */
  readonly before?: string;
}

/**
 * The text with one value changed; comments, quotes, order and spaces stay. The result is read again and
 * must say what was meant. Throws an error that says what is wrong.
 */
export function editYaml(text: string, change: YamlChange): string {
  const document = parsed(text);
  const meant = meaningOf(document, change);
  // Only the lines in question are touched where they can be found; the package's own writing is the rest.
  const candidates = [() => inPlace(text, parsed(text), change), () => rewritten(text, change)];
  for (const candidate of candidates) {
    const result = candidate();
    if (result !== undefined && says(result, meant)) return result;
  }
  throw new Error('its form does not let it be changed safely');
}

/** The same in one of the documents of a file, counted from 0; the others are not touched. */
export function editYamlDocument(text: string, index: number, change: YamlChange): string {
  const documents = [...parseAllDocuments(text)];
  if (documents.length === 1 && index === 0) return editYaml(text, change);
  const range = documents[index]?.range;
  if (!range) throw new Error(`there is no document ${index + 1}`);
  const [start, , end] = range;
  return text.slice(0, start) + editYaml(text.slice(start, end), change) + text.slice(end);
}

function parsed(text: string): Document.Parsed {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new Error(error.message.split('\n')[0]);
  return document;
}

function change(document: Document.Parsed, { at, value, isItem }: YamlChange): void {
  if (isItem === true) return document.addIn(at, document.createNode(value));
  // A key without a value is a place for more.
  const empty = at.findIndex((_, index) => document.getIn(at.slice(0, index + 1)) === null);
  const depth = empty < 0 ? at.length - 1 : empty;
  const whole = at.slice(depth + 1).reduceRight<Data>((inner, key) => ({ [key]: inner }), value);
  document.setIn(at.slice(0, depth + 1), document.createNode(whole));
}

function meaningOf(document: Document.Parsed, wanted: YamlChange): unknown {
  change(document, wanted);
  return document.toJS({ maxAliasCount: maxAliases }) as unknown;
}

function says(text: string, meant: unknown): boolean {
  const document = parseDocument(text);
  if (document.errors.length > 0) return false;
  return isDeepStrictEqual(document.toJS({ maxAliasCount: maxAliases }), meant);
}

function rewritten(text: string, wanted: YamlChange): string {
  const document = parsed(text);
  change(document, wanted);
  return document.toString(asWritten);
}

function inPlace(text: string, document: Document.Parsed, wanted: YamlChange): string | undefined {
  const { at, value, isItem, before } = wanted;
  if (isItem === true) {
    const list = document.getIn(at, true);
    return isSeq(list) ? withItem(text, list as YAMLSeq<ParsedNode>, value) : undefined;
  }
  const present = document.getIn(at, true);
  if (isScalar(present) && present.range) {
    const [start, end] = present.range;
    const node = document.createNode(value);
    // In the quotes that it had.
    if (isScalar(node) && typeof value === 'string' && present.type) node.type = present.type;
    return text.slice(0, start) + stringify(node, asWritten).trimEnd() + text.slice(end);
  }
  if (present !== undefined) return undefined;
  let depth = at.length - 1;
  while (depth > 0 && document.getIn(at.slice(0, depth), true) === undefined) depth -= 1;
  const map = depth === 0 ? document.contents : document.getIn(at.slice(0, depth), true);
  if (!isMap(map)) return undefined;
  const whole = at.slice(depth + 1).reduceRight<Data>((inner, key) => ({ [key]: inner }), value);
  return withKey(
    text,
    map as YAMLMap<ParsedNode, ParsedNode | null>,
    String(at[depth]),
    whole,
    before,
  );
}

/** A new key of a map in block form, before the key `before` or after the last one. */
function withKey(
  text: string,
  map: YAMLMap<ParsedNode, ParsedNode | null>,
  key: string,
  value: Data,
  before: string | undefined,
): string | undefined {
  const first = map.items[0];
  if (map.flow === true || !first?.key.range) return undefined;
  const indent = ' '.repeat(columnOf(text, first.key.range[0]));
  const block = blockOf({ [key]: value }, indent, text);
  const next = map.items.find((item) => isScalar(item.key) && item.key.value === before);
  if (next?.key.range) {
    const at = aboveComments(text, lineStart(text, next.key.range[0]));
    const gap = indent === '' ? eolOf(text) : '';
    return text.slice(0, at) + block + gap + text.slice(at);
  }
  return putAfter(text, map.items.at(-1)!, block);
}

function withItem(text: string, list: YAMLSeq<ParsedNode>, value: Data): string | undefined {
  const first = list.items[0];
  if (list.flow === true || !isNode(first) || !first.range) return undefined;
  const dash = /^([ \t]*)-/.exec(text.slice(lineStart(text, first.range[0])));
  if (!dash) return undefined;
  return putAfter(text, list.items.at(-1)!, blockOf([value], dash[1]!, text));
}

/** Puts whole lines after those of a node or pair. */
function putAfter(
  text: string,
  last: ParsedNode | { key: ParsedNode; value: ParsedNode | null },
  block: string,
): string | undefined {
  const end = endOf(last);
  if (end === undefined) return undefined;
  if (text[end - 1] === '\n') return text.slice(0, end) + block + text.slice(end);
  const line = text.indexOf('\n', end);
  if (line < 0) return text + eolOf(text) + block;
  return text.slice(0, line + 1) + block + text.slice(line + 1);
}

/** Where the content ends, comments after it left aside. */
function endOf(
  node: ParsedNode | { key: ParsedNode; value: ParsedNode | null },
): number | undefined {
  if ('key' in node) return (node.value ? endOf(node.value) : undefined) ?? node.key.range[1];
  if (isCollection(node) && node.flow !== true && node.items.length > 0)
    return endOf(node.items.at(-1) as ParsedNode);
  return node.range?.[1];
}

function blockOf(value: Data, indent: string, text: string): string {
  const lines = stringify(value, asWritten).trimEnd().split('\n');
  return lines.map((line) => (line === '' ? '' : indent + line) + eolOf(text)).join('');
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The start of the comment lines that stand right above a line. */
function aboveComments(text: string, line: number): number {
  let at = line;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
