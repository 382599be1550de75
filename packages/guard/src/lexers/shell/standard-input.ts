import { readsCommands } from './interpreters.ts';
import { literalOf, type Lexed, type Word } from './lexed.ts';
import { nestedCode } from './nested.ts';
import { effectiveProgram, programName } from './program.ts';

/** Commands that a shell is given on its standard input. */
export interface InputCode {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What `sh` reads: a here-document, a here-string, or what `echo` and `printf` pipe to it. */
export function codeOnInput(
  lexed: Lexed,
  index: number,
  argv: readonly string[],
): readonly InputCode[] {
  const words = lexed.commands[index] as readonly Word[];
  const program = effectiveProgram(argv);
  const isRemote = programName(argv[program] ?? '') === 'ssh' && nestedCode(argv).length === 0;
  if (!isRemote && !readsCommands(argv, program)) return [];
  const found: InputCode[] = [];
  for (const { command, start, end, isWord } of lexed.inputs) {
    if (command !== words) continue;
    const text = isWord ? literalOf(lexed, { start, end, position: 'target' }) : '';
    found.push({ text: isWord ? text : lexed.text.slice(start, end), start, end });
  }
  const piped = pipedText(lexed, index);
  return piped === undefined ? found : [...found, piped];
}

function pipedText(lexed: Lexed, index: number): InputCode | undefined {
  const writer = lexed.commands[index - 1];
  const last = writer?.at(-1);
  const reader = lexed.commands[index]?.[0];
  if (writer === undefined || last === undefined || reader === undefined) return undefined;
  if (!/^\s*\|&?\s*$/.test(lexed.text.slice(last.end, Math.min(reader.start, last.end + 64)))) {
    return undefined;
  }
  const [program, ...rest] = writer.map((word) => literalOf(lexed, word));
  const name = programName(program ?? '');
  const first = writer[1];
  if ((name !== 'echo' && name !== 'printf') || first === undefined) return undefined;
  return { text: rest.join(' '), start: first.start, end: last.end };
}
