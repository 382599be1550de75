import type { Node } from 'oxc-parser';
import type { SourceEdit, SourceText } from './source-edit.ts';

/** An object that is written out. */
export type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>;

/** The value of an option of an object that is written out; undefined where it does not stand there. */
export function optionOf(object: ObjectNode, name: string): Node | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const { key } = property;
    const said =
      key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
    if (said === name) return property.value;
  }
  return undefined;
}

/** Whether some of its options come from elsewhere. */
export function isSpreading(object: ObjectNode): boolean {
  return object.properties.some(
    (property) => property.type === 'SpreadElement' || property.computed,
  );
}

/**
 * The edits that write more options behind the last one: on lines of their own where the others have that,
 * with a comma at the end where they have one; a comment stays with the option that it is about.
 */
export function addOptions(
  object: ObjectNode,
  entries: readonly string[],
  source: SourceText,
  text: string,
): SourceEdit[] {
  const last = object.properties.at(-1);
  const entry = entries.join(', ');
  if (!last) return [source.replace(object.start, object.end, `{ ${entry} }`)];
  const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
  const indent = text.slice(lineStart, last.start);
  const isSpread = /^[ \t]*$/.test(indent) && lineStart > object.start;
  const newline = text.indexOf('\n', last.end);
  const lineEnd = newline < 0 ? text.length : newline;
  const rest = text.slice(last.end, lineEnd).replace(/\r$/, '');
  const [, comma, comment] = /^[ \t]*(,?)([ \t]*(?:\/\/.*|\/\*[^*]*\*\/[ \t]*)?)$/.exec(rest) ?? [];
  if (!isSpread || comment === undefined) return [source.replace(last.end, last.end, `, ${entry}`)];
  const lines = (end: string): string => entries.map((one) => `\n${indent}${one}`).join(',') + end;
  const at = last.end + rest.length;
  if (comma === ',') return [source.replace(at, at, lines(','))];
  if (comment.trim() === '') return [source.replace(last.end, last.end, `,${lines('')}`)];
  return [source.replace(last.end, last.end, ','), source.replace(at, at, lines(''))];
}
