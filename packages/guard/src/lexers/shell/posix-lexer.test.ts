import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lex, type Language } from './lex.ts';
import { literalOf, role, wordAt } from './lexed.ts';
import { lexPosix } from './posix-lexer.ts';

const pieces = [
  `'`,
  `"`,
  '\\',
  ' ',
  '\t',
  'a',
  'bc',
  '-x',
  '/p.q',
  'é',
  '😀',
  '#',
  ' #',
  `'\\''`,
  `'"'"'`,
];
// Quotes, escapes and plain words only: nothing that could start, expand or redirect anything.
const harmless = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 });
const script = `for t do (eval "printf '%s\\0' x $t") 2>/dev/null; printf '\\001\\0'; done`;

function wordsByShell(texts: readonly string[]): readonly (readonly string[])[] {
  const { stdout } = spawnSync('/bin/sh', ['-f', '-c', script, 'sh', ...texts], {
    encoding: 'utf8',
    env: { PATH: '', LC_ALL: 'C.UTF-8' },
    timeout: 20_000,
  });
  return stdout.split('\u0001\0').map((answer) => answer.split('\0').slice(0, -1));
}

describe('POSIX lexer', () => {
  it(
    'splits words as the real shell does',
    { skip: existsSync('/bin/sh') ? false : 'there is no /bin/sh here' },
    () => {
      const texts = fc.sample(harmless, { numRuns: 300, seed: 7 }).map((parts) => parts.join(''));
      const answers = wordsByShell(texts);
      let compared = 0;
      texts.forEach((text, i) => {
        const answer = answers[i] as readonly string[];
        // An empty answer is a syntax error: a quote that stays open.
        if (answer.length === 0) return;
        compared++;
        const lexed = lexPosix(`printf x ${text}`);
        const words = lexed.commands[0]?.slice(1).map((word) => literalOf(lexed, word));
        assert.deepEqual(words, answer, text);
      });
      assert.ok(compared > 80, `only ${compared} texts were accepted by the shell`);
    },
  );

  it('knows program, assignment, keyword and redirection target', () => {
    const { words } = lexPosix('if A=1 run 2> out x; then go; fi');
    assert.deepEqual(
      words.map((word) => word.position),
      [
        'keyword',
        'assignment',
        'program',
        'keyword',
        'target',
        'argument',
        'keyword',
        'program',
        'keyword',
      ],
    );
  });

  it('goes on with the outer word behind a substitution', () => {
    const lexed = lexPosix('echo "a$(cat \'b c\')d" e');
    assert.deepEqual(
      lexed.commands[0]?.map((word) => literalOf(lexed, word)),
      ['echo', 'a$(cat b c)d', 'e'],
    );
    assert.equal(lexed.roles[lexed.text.indexOf(' c')], role.quoted);
    assert.equal(wordAt(lexed, 9)?.position, 'program');
  });

  it('ends a here-document at its delimiter line', () => {
    const text = "cat <<'E'\n$x ; y\nE\nz";
    const { roles } = lexPosix(text);
    assert.equal(roles[text.indexOf(';')], role.quoted);
    assert.equal(roles[text.indexOf('\nE') + 1], role.operator);
    assert.equal(roles[text.length - 1], role.bare);
  });
});

describe('every lexer', () => {
  const languages: readonly Language[] = [
    'posix',
    'cmd',
    'powershell',
    'javascript',
    'python',
    'interpolating',
  ];
  it('gives each word bounds within the text, sorted by start', () => {
    const signs = fc.string({
      unit: fc.constantFrom(...`'"\\\`$(){};&|<>#*?~ -!%^@,.\n\tabE=é`),
      maxLength: 60,
    });
    fc.assert(
      fc.property(signs, fc.constantFrom(...languages), (text, language) => {
        const { roles, words } = lex(text, language);
        assert.equal(roles.length, text.length);
        words.forEach((word, i) => {
          assert.ok(word.start < word.end && word.end <= text.length);
          assert.ok(i === 0 || (words[i - 1]?.start ?? 0) <= word.start);
        });
      }),
      { numRuns: 3000 },
    );
  });
});
