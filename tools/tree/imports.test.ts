import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf } from './imports.ts';

const shapes: [source: string, specifier: string, typeOnly: boolean][] = [
  ["import a from 'x';", 'x', false],
  ["import { a, type B } from 'x';", 'x', false],
  ["import a, { b as c } from 'x';", 'x', false],
  ["import * as a from 'x';", 'x', false],
  ["import 'x';", 'x', false],
  ["import type { A } from 'x';", 'x', true],
  ["import type A from 'x';", 'x', true],
  ["import type, { a } from 'x';", 'x', false],
  ["import {\n  a,\n  b,\n} from 'x';", 'x', false],
  ["export { a } from 'x';", 'x', false],
  ["export * from 'x';", 'x', false],
  ["export * as a from 'x';", 'x', false],
  ["export type { A } from 'x';", 'x', true],
  ["const a = await import('x');", 'x', false],
  ["const a = require('x');", 'x', false],
  ['import a from "x";', 'x', false],
];
for (const [source, specifier, typeOnly] of shapes) {
  test(`found: ${source}`, () => {
    assert.deepEqual(importsOf(source), [{ specifier, typeOnly, line: 1 }]);
  });
}

const innocent = [
  "// import a from 'x';",
  "/* import a from 'x'; */",
  '`\nimport a from "x";\n`',
  '\'import a from "x"\'',
  "a.import('x');",
  "export { a };\nconst from = 'x';",
  'export const a = 1;',
  "const a = import.meta.url + 'x';",
];
for (const source of innocent) {
  test(`no import: ${source}`, () => assert.deepEqual(importsOf(source), []));
}

test('quotes in regular expressions and divisions do not lead astray', () => {
  const source = "const q = /['\"`]/; const r = 4 / 2; const s = a[0] / 3;\nimport a from 'x';";
  assert.deepEqual(importsOf(source), [{ specifier: 'x', typeOnly: false, line: 2 }]);
});
