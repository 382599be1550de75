import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentEntries } from './environment-files.ts';

const cases: [text: string, expected: [string, string][]][] = [
  [
    'A=1\nB = two\n',
    [
      ['A', '1'],
      ['B', 'two'],
    ],
  ],
  ['export A=1', [['A', '1']]],
  ['A="with # sign" # comment', [['A', 'with # sign']]],
  [
    "A='x'\nB=`y`",
    [
      ['A', 'x'],
      ['B', 'y'],
    ],
  ],
  ['A=1 # comment', [['A', '1']]],
  ['A=1#2', [['A', '1#2']]],
  [
    'A=\nB=#x',
    [
      ['A', ''],
      ['B', ''],
    ],
  ],
  ['# A=1\nno assignment\n=x', []],
  [
    'A=1\r\nB=2\r\n',
    [
      ['A', '1'],
      ['B', '2'],
    ],
  ],
];
for (const [text, expected] of cases) {
  test(`environment file ${JSON.stringify(text)}`, () => {
    assert.deepEqual(
      environmentEntries(text).map(({ name, value }) => [name, value]),
      expected,
    );
  });
}
