/**
 * Compares our POSIX words with those that real shells make of generated text.
 * The alphabet holds words, blanks, quotes, escapes and comments only: nothing that could start a
 * program, expand, redirect or name a file. One shell process takes a batch as its arguments.
 * `node -C castellan-source bench/oracles/shell-posix.ts [strings] [seed]`
 */
import { spawnSync } from 'node:child_process';
import { literalOf, role } from '../../packages/guard/src/lexers/shell/lexed.ts';
import { lexPosix } from '../../packages/guard/src/lexers/shell/posix-lexer.ts';

const fragments = [
  "'",
  "'",
  '"',
  '"',
  '\\',
  '\\',
  ' ',
  ' ',
  '\t',
  'a',
  'bc',
  '-x',
  '--y=1',
  '/p/q.txt',
  'é',
  '名',
  '😀',
  '#',
  ' #',
  "'\\''",
  `'"'"'`,
  '\\"',
  '\\\\',
  "\\'",
  '\\ ',
  '1',
  '@',
  '%',
  ':',
  '.',
  ',',
  '+',
  '=',
  '^',
] as const;

/** Generated text that is safe to hand to `eval`; `random` returns numbers in [0, 1). */
export function generatedWords(random: () => number): string {
  const count = 1 + Math.floor(random() * 12);
  let text = '';
  for (let done = 0; done < count; done += 1) {
    text += fragments[Math.floor(random() * fragments.length)] as string;
  }
  return text;
}

// `x` shows that the text was accepted; the subshell keeps a syntax error from ending the batch.
const script = `for t do (eval "printf '%s\\0' x $t") 2>/dev/null; printf '\\001\\0'; done`;

/** Words of each text by a real shell, or undefined where it refuses the text (an open quote). */
export function wordsByShell(
  shell: string,
  texts: readonly string[],
): readonly (readonly string[] | undefined)[] {
  const { stdout } = spawnSync(shell, ['-f', '-c', script, 'sh', ...texts], {
    encoding: 'utf8',
    env: { PATH: '', LC_ALL: 'C.UTF-8' },
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  const answers: (readonly string[] | undefined)[] = [];
  let words: string[] = [];
  for (const field of stdout.split('\0').slice(0, -1)) {
    if (field === '\u0001') {
      answers.push(words.length === 0 ? undefined : words.slice(1));
      words = [];
    } else words.push(field);
  }
  return answers;
}

/** Words by our lexer, or undefined where a quote stays open. */
export function wordsByUs(text: string): readonly string[] | undefined {
  const lexed = lexPosix(`printf ${text}`);
  let open = 0;
  for (const found of lexed.roles)
    open += Number(found === role.open) - Number(found === role.close);
  if (open !== 0) return undefined;
  return (lexed.commands[0] ?? []).slice(1).map((word) => literalOf(lexed, word));
}

/** Texts on which shell and lexer disagree. */
export function disagreements(shell: string, texts: readonly string[]): readonly string[] {
  const answers = wordsByShell(shell, texts);
  return texts.filter((text, i) => JSON.stringify(answers[i]) !== JSON.stringify(wordsByUs(text)));
}

async function main(): Promise<void> {
  const { randomOf } = await import('./sql-postgresql.ts');
  const count = Math.min(Number(process.argv[2] ?? 4000), 20_000);
  const random = randomOf(Number(process.argv[3] ?? 1));
  for (const shell of ['/bin/sh', '/bin/bash']) {
    let wrong: readonly string[] = [];
    for (let done = 0; done < count; done += 500) {
      const texts = Array.from({ length: Math.min(500, count - done) }, () =>
        generatedWords(random),
      );
      wrong = [...wrong, ...disagreements(shell, texts)];
    }
    console.log(`${shell}: ${count - wrong.length} of ${count} texts agree`);
    for (const text of wrong.slice(0, 10)) console.log(`  ${JSON.stringify(text)}`);
  }
}

if (import.meta.main) await main();
