import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instructionsOf } from './dockerfiles.ts';

const cases: [title: string, text: string, expected: [string, string, number][]][] = [
  [
    'one a line',
    'FROM node\nuser node\n',
    [
      ['FROM', 'node', 1],
      ['USER', 'node', 2],
    ],
  ],
  [
    'comments and empty lines',
    '# a\n\nFROM node\n  # b\nRUN x\n',
    [
      ['FROM', 'node', 3],
      ['RUN', 'x', 5],
    ],
  ],
  [
    'continued lines',
    'RUN a \\\n  && b \\\n  && c\nUSER x\n',
    [
      ['RUN', 'a && b && c', 1],
      ['USER', 'x', 4],
    ],
  ],
  [
    'a comment and an empty line within',
    'RUN a \\\n# no\n\n  b\nUSER x\n',
    [
      ['RUN', 'a b', 1],
      ['USER', 'x', 5],
    ],
  ],
  [
    'the other escape',
    '# escape=`\nFROM node\nRUN a `\n b\nCOPY C:\\ D:\\\nUSER x\n',
    [
      ['FROM', 'node', 2],
      ['RUN', 'a b', 3],
      ['COPY', 'C:\\ D:\\', 5],
      ['USER', 'x', 6],
    ],
  ],
  [
    'a here-document',
    'RUN <<EOF\nUSER root\nEOF\nUSER x\n',
    [
      ['RUN', '<<EOF\nUSER root', 1],
      ['USER', 'x', 4],
    ],
  ],
  [
    'two here-documents',
    'COPY <<a <<"b" /x/\nUSER 1\na\nUSER 2\nb\nUSER x\n',
    [
      ['COPY', '<<a <<"b" /x/\nUSER 1\nUSER 2', 1],
      ['USER', 'x', 6],
    ],
  ],
  [
    'a here-string is none',
    'RUN cat <<<EOF\nUSER x\n',
    [
      ['RUN', 'cat <<<EOF', 1],
      ['USER', 'x', 2],
    ],
  ],
  [
    'Windows line ends',
    'FROM node\r\nUSER x\r\n',
    [
      ['FROM', 'node', 1],
      ['USER', 'x', 2],
    ],
  ],
  ['no end', 'RUN a \\', [['RUN', 'a \\', 1]]],
];
for (const [title, text, expected] of cases) {
  test(`a Dockerfile with ${title}`, () => {
    const found = instructionsOf(text).map(({ name, text: rest, line }) => [name, rest, line]);
    assert.deepEqual(found, expected);
  });
}

test('any text is read without an error, lines go up', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('FROM a', 'RUN <<E', 'E', '\\', 'RUN x \\', '#', ''),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const found = instructionsOf(lines.join('\n')).map((one) => one.line);
      assert.deepEqual(
        found,
        [...new Set(found)].sort((a, b) => a - b),
      );
    }),
  );
});
