import type { Edit } from '../rules/patch.ts';
import { isWellFormed } from './well-formed.ts';
import { editJson, setPlainValues } from './json-edit.ts';
import { editYaml, editYamlDocument } from './yaml-edit.ts';

type TextEdit = Extract<Edit, { kind: 'text' }>;

/** The edits do not fit the file; the message says why, without naming it. */
export class EditMisfit extends Error {
  override readonly name = 'EditMisfit';
}

/**
 * A file's text after `edits`, all of them of that file; `text` is undefined when there is none. Places
 * of text edits count in the text as given, however many there are. Throws `EditMisfit`.
 */
export function editedText(text: string | undefined, edits: readonly Edit[]): string {
  const positioned = edits.filter((edit) => edit.kind === 'text');
  let result = positioned.length > 0 ? withTextEdits(text, positioned) : text;
  const [next, rest] = withPlainValues(result, edits);
  result = next;
  for (const edit of inOrder(rest)) result = withEdit(result, edit);
  if (result === undefined) throw new EditMisfit('there is nothing to do');
  const [edit] = edits;
  if (
    edit &&
    text !== undefined &&
    isWellFormed(edit.file, text) &&
    !isWellFormed(edit.file, result)
  )
    throw new EditMisfit('its form would be broken');
  return result;
}

/** Plain values of a JSON file all at once; the other edits are left. */
function withPlainValues(
  text: string | undefined,
  edits: readonly Edit[],
): [text: string | undefined, rest: readonly Edit[]] {
  const plain = edits.flatMap((edit) =>
    edit.kind === 'json' && edit.value !== undefined && typeof edit.value !== 'object'
      ? [{ edit, at: edit.at, value: edit.value }]
      : [],
  );
  if (text === undefined || plain.length < 2) return [text, edits];
  try {
    const set = setPlainValues(text, plain);
    const left = new Set<Edit>(set.left.map(({ edit }) => edit));
    const isSet = new Set<Edit>(plain.map(({ edit }) => edit).filter((edit) => !left.has(edit)));
    return [set.text, edits.filter((edit) => !isSet.has(edit))];
  } catch {
    // What is wrong is told edit by edit.
    return [text, edits];
  }
}

/** What takes items out of lists comes last, from the end on: places of others do not shift by it. */
function inOrder(edits: readonly Edit[]): Exclude<Edit, TextEdit>[] {
  const rest = edits.filter((edit) => edit.kind !== 'text');
  const isRemoval = (edit: Edit): boolean => edit.kind === 'json' && edit.value === undefined;
  const lastKey = (edit: Edit): number =>
    edit.kind === 'json' && isRemoval(edit) ? Number(edit.at.at(-1)) || 0 : -1;
  return [
    ...rest.filter((edit) => !isRemoval(edit)),
    ...rest.filter(isRemoval).sort((a, b) => lastKey(b) - lastKey(a)),
  ];
}

function withEdit(text: string | undefined, edit: Exclude<Edit, TextEdit>): string {
  if (edit.kind === 'create') {
    if (text !== undefined && text !== edit.text) throw new EditMisfit('the file is there already');
    return edit.text;
  }
  if (edit.kind === 'lines') return withLines(text, edit.lines);
  if (text === undefined) throw new EditMisfit('the file is not there');
  try {
    if (edit.kind === 'json') return editJson(text, edit.at, edit.value);
    const { at, value } = edit;
    if (edit.kind === 'yaml-item') return editYaml(text, { at, value, isItem: true });
    const { before, document = 0 } = edit;
    return editYamlDocument(text, document, {
      at,
      value,
      ...(before !== undefined && { before }),
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new EditMisfit(message, { cause: error });
  }
}

function withLines(text: string | undefined, lines: readonly string[]): string {
  const before = text ?? '';
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const present = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line.trim()));
  const gap = before === '' || before.endsWith('\n') ? '' : eol;
  return before + gap + missing.map((line) => line + eol).join('');
}

function withTextEdits(text: string | undefined, edits: readonly TextEdit[]): string {
  if (text === undefined) throw new EditMisfit('the file is not there');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const starts = lineStarts(text);
  const spans = edits.map((edit) => {
    const start = (starts[edit.line - 1] ?? text.length) + edit.column - 1;
    const was = edit.was.replaceAll('\n', eol);
    if (!text.startsWith(was, start)) throw new EditMisfit(`line ${edit.line} is not as it was`);
    return { start, end: start + was.length, to: edit.to.replaceAll('\n', eol) };
  });
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const [index, { start, end, to }] of spans.entries()) {
    const before = spans[index - 1];
    // Two patches may ask for the very same, such as one import.
    if (before && before.start === start && before.end === end && before.to === to) continue;
    if (start < at) throw new EditMisfit('two fixes change the same place');
    parts.push(text.slice(at, start), to);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

function lineStarts(text: string): number[] {
  // Collectors read texts without the mark at their start.
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
