import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isModule, parse } from './parse.ts';

const texts: readonly (readonly [text: string, isModule: boolean])[] = [
  ["import a from 'a';\n", true],
  ["'use strict'; export const a = 1;", true],
  ["import a from 'a';\nconst b = require('b');\n", true],
  ['console.log(import.meta.url);\n', true],
  ["const a = require('a');\nmodule.exports = a;\n", false],
  ["load().then(\n  () => 1,\n);\nimport('a').then(run);\n", false],
  ["const a = require('a');\nconst text = `\nimport b from 'b';\n`;\n", false],
  ['exports.important = 1;\n', false],
  ['', false],
];

for (const [text, expected] of texts)
  test(`${expected ? 'a module' : 'no module'}: ${JSON.stringify(text)}`, () => {
    const parsed = parse('a.js', text);
    assert.equal('program' in parsed && parsed.isModule, expected, 'as the parser sees it');
    assert.equal(isModule('a.js', text), expected);
  });
