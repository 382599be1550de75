import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lex, type Language } from './lex.ts';
import { literalOf } from './lexed.ts';
import { nestedCode } from './nested.ts';
import { effectiveProgram } from './program.ts';
import { codeOnInput } from './standard-input.ts';

for (const [argv, expected] of [
  [['sh', '-c', 'x'], 'posix: x'],
  [['bash', '--rcfile', 'f', '-c', 'x'], 'posix: x'],
  [['bash', 'script', '-c', 'x'], ''],
  [['sudo', '-u', 'bob', 'sh', '-c', 'x'], 'posix: x'],
  [['env', '-S', 'x y', 'ls'], 'posix: x y'],
  [['su', 'bob', '--command=x'], 'posix: x'],
  [['flock', '/l', '-c', 'x'], 'posix: x'],
  [['tar', '--to-command', 'x', '-xf', 'f'], 'posix: x'],
  [['git', '-c', 'alias.a=!x', 'a'], 'posix: x'],
  [['ssh', '-p', '22', 'host', 'x', 'y'], 'posix: x y'],
  [['node', '--eval=x'], 'javascript: x'],
  [['node', '-r', 'm', '-e', 'x'], 'javascript: x'],
  [['python3.12', '-cx'], 'python: x'],
  [['cmd', '/s', '/c', '"x & y"'], 'cmd: x & y'],
  [['cmd', '/c', '"my tool"'], 'cmd: "my tool"'],
  [['powershell', 'x'], 'powershell: x'],
  [['pwsh', 'x.ps1'], ''],
  [['pwsh', '-enc', Buffer.from('x', 'utf16le').toString('base64')], 'powershell: x'],
  [['powershell', '-File', 'f', '-Command', 'x'], ''],
] as const) {
  test(`${argv.join(' ')} runs ${expected || 'no code'}`, () => {
    const found = nestedCode(argv).map(({ language, text }) => `${language}: ${text}`);
    assert.deepEqual(found.join(', '), expected);
  });
}

for (const [text, expected] of [
  ['echo "a b" | sh', ['a b']],
  ["printf 'a' |& sudo bash -s", ['a']],
  ["sh <<'E'\na\nb\nE\nls", ['a\nb\n']],
  ["bash <<< 'a b'", ['a b']],
  ['ssh host <<E\na\nE', ['a\n']],
  ['ssh host ls <<E\na\nE', []],
  ['echo a | sh ./x', []],
  ['echo a | cat', []],
  ['echo a; sh', []],
] as const) {
  test(`${JSON.stringify(text)} gives a shell ${JSON.stringify(expected)}`, () => {
    const lexed = lex(text, 'posix');
    const found = lexed.commands.flatMap((words, index) =>
      codeOnInput(
        lexed,
        index,
        words.map((word) => literalOf(lexed, word)),
      ),
    );
    assert.deepEqual(
      found.map((code) => code.text),
      expected,
    );
  });
}

for (const [argv, program] of [
  [['env', 'A=b', 'git'], 'git'],
  [['taskset', '1', 'git', 'log'], 'git'],
  [['kubectl', 'exec', 'pod', '--', 'git'], 'git'],
  [['kubectl', 'get', '--', 'pod'], 'kubectl'],
  [['flock', '/l', '-c', 'x'], 'flock'],
  [['strace', '-o', 'f', 'git'], 'git'],
] as const) {
  test(`${argv.join(' ')} runs ${program}`, () => {
    assert.equal(argv[effectiveProgram(argv)], program);
  });
}

test('no text and no arguments make a reader throw, and every code has its place', () => {
  const word = fc.constantFrom(
    ...'sh bash -c -s env -S cmd /c powershell -enc su --command= tar tmux new parallel ::: | <<E <<< ; " \' \n E $( ` { } && -'.split(
      ' ',
    ),
    '\n',
    ' ',
  );
  const words = fc.array(word, { maxLength: 16 });
  const language = fc.constantFrom<Language>('posix', 'cmd', 'powershell', 'javascript');
  fc.assert(
    fc.property(words, language, (argv, reader) => {
      for (const { first, last } of nestedCode(argv)) {
        assert.ok(first >= 0 && first <= last && last < argv.length);
      }
      const lexed = lex(argv.join(' '), reader);
      for (const [index, command] of lexed.commands.entries()) {
        codeOnInput(
          lexed,
          index,
          command.map((each) => literalOf(lexed, each)),
        );
      }
    }),
    { numRuns: 3000 },
  );
});
