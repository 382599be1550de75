import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Edit } from '../rules/patch.ts';
import { editedText, EditMisfit } from './edit-text.ts';

function put(line: number, column: number, was: string, to: string): Edit {
  return { kind: 'text', file: 'f', line, column, was, to };
}

test('places count in the text as it was, whatever the order of the edits', () => {
  const edits = [put(3, 1, '', 'new\n'), put(1, 3, 'c', 'C'), put(3, 2, 'h', '')];
  assert.equal(editedText('abcd\nef\nghi\n', edits), 'abCd\nef\nnew\ngi\n');
});

test('line ends are those of the file', () => {
  const lines: Edit = { kind: 'lines', file: 'f', lines: ['c'] };
  assert.equal(editedText('a\r\nb\r\n', [put(2, 1, '', 'x\n'), lines]), 'a\r\nx\r\nb\r\nc\r\n');
  assert.equal(editedText('a\r\nb\r\n', [put(1, 1, 'a\nb\n', 'z\n')]), 'z\r\n');
});

test('a mark at the start stays there', () => {
  assert.equal(
    editedText('\uFEFFab\n', [put(1, 1, '', 'x\n'), put(1, 2, 'b', 'B')]),
    '\uFEFFx\naB\n',
  );
});

test('the very same edit of two patches is made once', () => {
  const edit = put(1, 1, '', "import a from 'a';\n");
  assert.equal(editedText('x\n', [edit, edit]), "import a from 'a';\nx\n");
});

test('lines that are there are not added; a file without an end of line gets one', () => {
  const lines: Edit = { kind: 'lines', file: 'f', lines: ['a', 'b'] };
  assert.equal(editedText('a', [lines]), 'a\nb\n');
  assert.equal(editedText(undefined, [lines]), 'a\nb\n');
  assert.equal(editedText('b\n a \n', [lines]), 'b\n a \n');
});

test('items are taken out of a list from its end on', () => {
  const remove = (index: number): Edit => ({
    kind: 'json',
    file: 'f',
    at: ['list', index],
    value: undefined,
  });
  assert.equal(editedText('{"list": [0, 1, 2, 3]}', [remove(0), remove(2)]), '{"list": [1, 3]}');
});

test('what does not fit is refused', () => {
  const misfits: [text: string | undefined, edits: Edit[]][] = [
    ['abc', [put(1, 1, 'x', 'y')]],
    ['abc', [put(7, 1, 'x', 'y')]],
    ['abc', [put(1, 1, 'ab', 'x'), put(1, 2, 'bc', 'y')]],
    [undefined, [put(1, 1, '', 'y')]],
    ['there', [{ kind: 'create', file: 'f', text: 'other' }]],
    [undefined, [{ kind: 'json', file: 'f', at: ['a'], value: 1 }]],
    ['{', [{ kind: 'json', file: 'f', at: ['a'], value: 1 }]],
    ['a: [', [{ kind: 'yaml', file: 'f', at: ['a'], value: 1 }]],
  ];
  for (const [text, edits] of misfits)
    assert.throws(() => editedText(text, edits), EditMisfit, JSON.stringify(edits));
});

test('no edit breaks the form of a file that was sound', () => {
  const broken: [file: string, text: string, was: string, to: string][] = [
    ['a.yml', 'run: "echo x"\n', 'x', '"y"'],
    ['a.json', '{"a": 1}', '1', ''],
    ['a.js', 'let a = 1;\n', '1', ''],
    ['a.ts', 'let a: string;\n', 'string', ''],
  ];
  for (const [file, text, was, to] of broken) {
    const edit: Edit = { kind: 'text', file, line: 1, column: text.indexOf(was) + 1, was, to };
    assert.throws(() => editedText(text, [edit]), /its form would be broken/, file);
    assert.equal(editedText(`}${text}`, [{ ...edit, column: edit.column + 1 }]).length > 0, true);
  }
});
