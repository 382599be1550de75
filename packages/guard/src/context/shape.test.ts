import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWord, MARKS, NON_ASCII, ODD_SPACE, QUOTE, shapeOf, SPACE } from './shape.ts';

test('every character but letters, digits and the underscore has a bit', () => {
  for (let code = 0; code < 0x250; code++) {
    const character = String.fromCharCode(code);
    assert.equal(shapeOf(character) === 0, /^\w$/.test(character), `code ${code}`);
    assert.equal(isWord(character), /^\w$/.test(character), `code ${code}`);
  }
});

test('punctuation marks have bits of their own', () => {
  const marks = '!"#$%&\'()*+,-./:;<=>?[\\]`{|}';
  const shapes = new Set([...marks].map(shapeOf));
  assert.equal(shapes.size, marks.length);
  assert.equal(shapeOf(marks) | shapeOf('@'), MARKS);
  assert.equal(shapeOf('@'), shapeOf('~'));
});

test('a shape is the union over the characters', () => {
  assert.equal(shapeOf("O'Brien o"), QUOTE | SPACE);
  assert.equal(shapeOf('a\tb\0'), ODD_SPACE);
  assert.equal(shapeOf('é'), NON_ASCII);
  assert.equal(shapeOf(''), 0);
});
