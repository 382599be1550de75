import { commandsInOptions } from './command-options.ts';
import { codeOf, interpreterOf } from './interpreters.ts';
import type { Language } from './lex.ts';
import { effectiveProgram, programName } from './program.ts';
import { cmdCode, powershellCode, type WindowsCode } from './windows-code.ts';

/** Code that a program gets as an argument and runs itself. */
export interface NestedCode {
  readonly language: Language;
  readonly text: string;
  /** First and last argument that make up the text, as indexes in the argument vector. */
  readonly first: number;
  readonly last: number;
  /** True when what follows the code are its parameters, and no options. */
  readonly endsOptions: boolean;
}

const sshValued = 'BbcDEeFIiJLlmOoPpQRSWw';
// Options of tmux(1) that take a value, whichever of its commands starts a shell.
const tmuxValued = 'ceFfnstxy';
const tmuxStarters =
  /^(?:new|new-session|neww|new-window|splitw|split-window|run|run-shell|respawn\w*)$/;

/** A cheap test for texts that could hold nested code at all. */
export function mayHoldNestedCode(text: string): boolean {
  return /sh|cmd|eval|su|sg|script|flock|watch|node|bun|deno|python|perl|ruby|php|lua|awk|env|tar|split|git|trap|parallel|tmux|iex|invoke-/i.test(
    text,
  );
}

/** Finds the code inside `[program, ...arguments]`, also behind `sudo`, `env`, `docker exec`, `find -exec`. */
export function nestedCode(argv: readonly string[]): readonly NestedCode[] {
  const found: NestedCode[] = [];
  const program = effectiveProgram(argv);
  const name = programName(argv[program] ?? '');
  addArguments(found, argv, program, name);
  // `env -S` is skipped as a wrapper where a program follows it.
  const starters = program > 0 && programName(argv[0] ?? '') === 'env' ? [0, program] : [program];
  for (const at of starters) {
    const starter = programName(argv[at] ?? '');
    for (const { text, at: index } of commandsInOptions(argv, at, starter)) {
      found.push({ language: 'posix', text, first: index, last: index, endsOptions: false });
    }
  }
  for (let i = program; i < argv.length; i++) {
    // Code that takes all the rest leaves nothing to look at.
    if (addInterpreted(found, argv, i, i === program)) break;
  }
  return found;
}

/** Programs that run their plain arguments. */
function addArguments(
  found: NestedCode[],
  argv: readonly string[],
  program: number,
  name: string,
): void {
  const from = program + 1;
  switch (name) {
    case 'eval':
      return addRest(found, argv, from, 'posix');
    case 'watch':
      return addRest(found, argv, from + countOptions(argv, from, 'n'), 'posix');
    case 'ssh':
      return addRest(found, argv, from + 1 + countOptions(argv, from, sshValued), 'posix');
    case 'parallel': {
      const end = argv.findIndex((word) => /^:{3,4}\+?$/.test(word));
      const until = end < 0 ? argv.length : end;
      return addRest(
        found,
        argv.slice(0, until),
        from + countOptions(argv, from, 'aIjJNSP'),
        'posix',
      );
    }
    case 'trap':
      return addOne(found, argv, from, 'posix');
    case 'tmux': {
      const command = argv.findIndex((word, i) => i >= from && tmuxStarters.test(word));
      if (command < 0) return undefined;
      const first = command + 1 + countOptions(argv, command + 1, tmuxValued);
      return addRest(found, argv, first, 'posix');
    }
    case 'iex':
    case 'invoke-expression':
      return addRest(found, argv, from, 'powershell');
    default:
      if (/^[gmn]?awk$/.test(name)) addAwk(found, argv, from);
      return undefined;
  }
}

function addAwk(found: NestedCode[], argv: readonly string[], from: number): void {
  const options = countOptions(argv, from, 'Fv');
  const hasFile = argv.slice(from, from + options).some((word) => word.startsWith('-f'));
  if (!hasFile) addOne(found, argv, from + options, 'javascript');
}

/**
 * A shell counts wherever it stands, since many programs start others; an interpreter only as
 * program. Says whether the rest of the arguments is spoken for.
 */
function addInterpreted(
  found: NestedCode[],
  argv: readonly string[],
  at: number,
  isProgram: boolean,
): boolean {
  const name = programName(argv[at] as string);
  if (name === 'cmd') return addWindows(found, argv, cmdCode(argv, at));
  if (name === 'powershell' || name === 'pwsh') {
    return addWindows(found, argv, powershellCode(argv, at, name));
  }
  const interpreter = interpreterOf(name);
  if (interpreter === undefined || (interpreter.language !== 'posix' && !isProgram)) return false;
  const code = codeOf(interpreter, argv, at);
  if (code === undefined) return false;
  const { language } = interpreter;
  // Code in the option's own argument is an option still.
  const isApart = code.text === argv[code.at];
  const endsOptions = isApart && (language === 'posix' || language === 'python');
  found.push({ language, text: code.text, first: code.at, last: code.at, endsOptions });
  return false;
}

function addWindows(
  found: NestedCode[],
  argv: readonly string[],
  code: WindowsCode | undefined,
): boolean {
  if (code !== undefined) found.push({ ...code, last: argv.length - 1, endsOptions: false });
  return true;
}

/** How many arguments from `from` on are options or their values. */
function countOptions(argv: readonly string[], from: number, valued: string): number {
  let i = from;
  while (i < argv.length) {
    const word = argv[i] as string;
    if (!word.startsWith('-') || word === '-') break;
    i++;
    if (word === '--') break;
    if (word.length === 2 && valued.includes(word[1] as string)) i++;
  }
  return Math.min(i, argv.length) - from;
}

function addOne(
  found: NestedCode[],
  argv: readonly string[],
  at: number,
  language: Language,
): void {
  const text = argv[at];
  if (text !== undefined) found.push({ language, text, first: at, last: at, endsOptions: true });
}

function addRest(
  found: NestedCode[],
  argv: readonly string[],
  first: number,
  language: Language,
): void {
  if (first >= argv.length) return;
  const text = argv.slice(first).join(' ');
  found.push({ language, text, first, last: argv.length - 1, endsOptions: language === 'posix' });
}
