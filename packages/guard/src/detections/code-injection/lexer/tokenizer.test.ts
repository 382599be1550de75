import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokenize } from './tokenizer.ts';
import { tokenKind, type Tokens } from './tokens.ts';

const names = Object.keys(tokenKind) as (keyof typeof tokenKind)[];

function show(source: string, goal: 'script' | 'module' = 'script'): string[] {
  const tokens = tokenize(source, goal);
  return tokens.kinds.map(
    (kind, index) => `${names[kind]} ${source.slice(tokens.starts[index], tokens.ends[index])}`,
  );
}

function kindsOf(source: string): string {
  return tokenize(source, 'script')
    .kinds.map((kind) => names[kind]![0])
    .join('');
}

test('division and regular expression are told apart by the token before', () => {
  const division = [
    'a / b / c',
    '(a) / b / c',
    'a[0] / b / c',
    '1 / b / c',
    '"s" / b / c',
    'a++ / b / c',
    'x = {} / b / c',
    'this / b / c',
    'a.return / b / c',
    '`t` / b / c',
    '`${a}` / b / c',
  ];
  for (const source of division) assert.ok(!kindsOf(source).includes('r'), source);
  const pattern = [
    '/ b /c',
    'x = / b /c',
    'f(/ b /)',
    'return / b /c',
    'if (x) / b /c',
    '{} / b /c',
    'a ? / b / : 1',
    'typeof / b /',
    '() => / b /',
    'for (x of / b /) y',
    'do / b /.test(x); while (1)',
    '[/ b /]',
    '`${/ b /}`',
  ];
  for (const source of pattern) assert.ok(kindsOf(source).includes('r'), source);
});

test('a slash or quote inside a class does not end a regular expression', () => {
  assert.deepEqual(show('x=/[/"\\]]"/g'), [
    'name x',
    'punctuator =',
    'regularExpression /[/"\\]]"/g',
  ]);
});

test('templates nest', () => {
  assert.deepEqual(show('`a${`b${{c:1}}`}d`'), [
    'template `a${',
    'template `b${',
    'punctuator {',
    'name c',
    'punctuator :',
    'number 1',
    'punctuator }',
    'template }`',
    'template }d`',
  ]);
});

test('HTML-like comments are comments in scripts only, and --> only where a line starts', () => {
  assert.deepEqual(show('a<!--b\n--> c\nx-->d'), [
    'name a',
    'comment <!--b',
    'comment --> c',
    'name x',
    'punctuator --',
    'punctuator >',
    'name d',
  ]);
  assert.ok(!show('a<!--b', 'module').some((token) => token.startsWith('comment')));
  assert.deepEqual(show('/*\n*/ --> c'), ['comment /*\n*/', 'comment --> c']);
});

test('hash-bang, numbers, names and private names', () => {
  assert.deepEqual(show('#!/bin/node\n1_0.5e-3n 0xfF .5 1..a \\u{61}b a\\u0062 #p é'), [
    'comment #!/bin/node',
    'number 1_0.5e-3n',
    'number 0xfF',
    'number .5',
    'number 1.',
    'punctuator .',
    'name a',
    'name \\u{61}b',
    'name a\\u0062',
    'name #p',
    'name é',
  ]);
});

test('strings go on over escaped line ends and stop at bare ones', () => {
  assert.deepEqual(show("'a\\\r\nb' c"), ["string 'a\\\r\nb'", 'name c']);
  assert.equal(tokenize("'a\nb'", 'script').complete, false);
  assert.equal(tokenize('"a\u2028b"', 'script').complete, true);
});

test('what is open at the end is incomplete', () => {
  for (const source of [
    "'",
    '"\\',
    '`',
    '`${',
    '/*',
    '(',
    '[',
    '{',
    ')',
    '(]',
    'x = /a',
    '`${(}`',
  ]) {
    assert.equal(tokenize(source, 'script').complete, false, source);
  }
});

test('tokens are in order, never empty, and lie within the source', () => {
  const unit = fc.constantFrom(
    ...'\'"`\\${}()[];/*<!-->=\n\r\u2028ab1e. #\ud800',
    '/*',
    '*/',
    '${',
    'return',
    '\\u{',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (source) => assertOrdered(source)),
    { numRuns: 3000 },
  );
});

function assertOrdered(source: string): void {
  const tokens: Tokens = tokenize(source, 'script');
  let end = 0;
  tokens.starts.forEach((start, index) => {
    assert.ok(start >= end && tokens.ends[index]! > start && tokens.ends[index]! <= source.length);
    assert.ok(
      tokens.innerStarts[index]! >= start && tokens.innerEnds[index]! <= tokens.ends[index]!,
    );
    assert.equal(source.slice(end, start).trim(), '');
    end = tokens.ends[index]!;
  });
  assert.equal(source.slice(end).trim(), '');
}

test('time grows with the source, also where every slash could open a regular expression', () => {
  for (const piece of ['/', '[/', '=/', '`${', '(', '\\u{', '<!', '-', '/*/', '`']) {
    const small = fastest(piece.repeat(4_000));
    const large = fastest(piece.repeat(128_000));
    // 32 times the source; a quadratic scan would take 1,024 times as long.
    assert.ok(large < Math.max(small, 20_000) * 32 * 8, `${piece}: ${small} ns, then ${large} ns`);
  }
});

function fastest(source: string): number {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    // Time of the processor: the clock on the wall also counts what others do beside the longer one.
    const start = process.cpuUsage();
    tokenize(source, 'script');
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) * 1_000);
  }
  return best;
}
