import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { editYaml, editYamlDocument } from './yaml-edit.ts';

const workflow = `# how we test
name:   CI   # odd spaces
on: [push, pull_request]

# all of them
jobs:
    test:   # four spaces
        runs-on: "ubuntu-latest"
        steps:
        - uses: actions/checkout@v4   # newest

        - name: 'A long line that no tool may fold: lorem ipsum dolor sit amet, consetetur sadipscing elitr'
          run: |
            npm ci   # keeps
            npm test
`;

test('a key before another one stands above its comments; nothing else changes', () => {
  const result = editYaml(workflow, {
    at: ['permissions'],
    value: { contents: 'read' },
    before: 'jobs',
  });
  const added = 'permissions:\n  contents: read\n\n';
  assert.equal(result.replace(added, ''), workflow);
  assert.ok(result.includes(`\n\n${added}# all of them\njobs:`));
});

test('a key below keys that are missing, in a list that starts at its parent’s column', () => {
  const at = ['jobs', 'test', 'steps', 0, 'with', 'persist-credentials'];
  const result = editYaml(workflow, { at, value: false });
  const added = '          with:\n            persist-credentials: false\n';
  assert.equal(result.replace(added, ''), workflow);
  assert.ok(result.includes(`actions/checkout@v4   # newest\n${added}\n        - name`));
});

test('after a text of several lines', () => {
  const at = ['jobs', 'test', 'steps', 1, 'env', 'A'];
  const result = editYaml(workflow, { at, value: '${{ github.ref }}' });
  assert.ok(
    result.endsWith('npm test\n          env:\n            A: ${{ github.ref }}\n'),
    result,
  );
});

test('a value in place keeps its quotes and the comment behind it', () => {
  const result = editYaml(workflow, { at: ['name'], value: 'true' });
  assert.equal(result, workflow.replace('name:   CI ', 'name:   "true" '));
  const at = ['jobs', 'test', 'runs-on'];
  assert.equal(editYaml(workflow, { at, value: 'x' }), workflow.replace('ubuntu-latest', 'x'));
});

test('line ends of Windows stay, and a last line without one gets it', () => {
  const result = editYaml('a: 1\r\nb:\r\n  - x: 1', { at: ['b'], value: { x: 2 }, isItem: true });
  assert.equal(result, 'a: 1\r\nb:\r\n  - x: 1\r\n  - x: 2\r\n');
});

test('forms in one line, empty documents and null values are written by the package, and say what is meant', () => {
  const cases: [text: string, at: string[], said: unknown][] = [
    ['{a: 1} # x\n', ['b', 'c'], { a: 1, b: { c: 2 } }],
    ['# nothing yet\n', ['b', 'c'], { b: { c: 2 } }],
    ['a:\nb: 1 # one\n', ['a', 'c'], { a: { c: 2 }, b: 1 }],
    ['x: &k {c: 1}\ny: *k # same\n', ['z', 'c'], { x: { c: 1 }, y: { c: 1 }, z: { c: 2 } }],
  ];
  for (const [text, at, said] of cases) {
    const result = editYaml(text, { at, value: 2 });
    assert.deepEqual(parse(result), said, text);
    for (const [comment] of text.matchAll(/#.*/g)) assert.ok(result.includes(comment), result);
  }
});

test('what is no YAML, and a place that is none, are refused', () => {
  assert.throws(() => editYaml('a: [', { at: ['b'], value: 1 }));
  assert.throws(() => editYaml('a: 1\n', { at: ['a', 'b'], value: 1 }));
  assert.throws(() => editYaml('a: 1\n', { at: ['a'], value: 1, isItem: true }));
});

test('of several documents one is changed', () => {
  const text = '# top\n---\na: 1 # one\n# end\n---\n# second\na:   1\n...\n---\na: 1\n';
  const change = { at: ['a'], value: 2 };
  assert.equal(editYamlDocument(text, 0, change), text.replace('a: 1 # one', 'a: 2 # one'));
  assert.equal(editYamlDocument(text, 1, change), text.replace('a:   1', 'a:   2'));
  assert.equal(editYamlDocument(text, 2, change), text.replace(/a: 1\n$/, 'a: 2\n'));
  assert.throws(() => editYamlDocument(text, 3, change), /there is no document 4/);
  assert.equal(editYamlDocument('a: 1 # x\n', 0, change), 'a: 2 # x\n');
});
