import type { Language } from './lex.ts';
import { effectiveProgram, programName } from './program.ts';

/** Code that a program gets as an argument and runs itself. */
export interface NestedCode {
  readonly language: Language;
  readonly text: string;
  /** First and last argument that make up the text, as indexes in the argument vector. */
  readonly first: number;
  readonly last: number;
}

const posixShells = new Set('sh bash dash zsh ksh mksh ash rbash'.split(' '));

// Option that introduces code, by interpreter.
const interpreters: Readonly<Record<string, { language: Language; option: RegExp }>> = {
  node: { language: 'javascript', option: /^(?:-e|-p|-pe|--eval|--print)$/ },
  bun: { language: 'javascript', option: /^(?:-e|-p|--eval|--print)$/ },
  deno: { language: 'javascript', option: /^eval$/ },
  python: { language: 'python', option: /^-[A-Za-z]*c$/ },
  perl: { language: 'interpolating', option: /^-[A-Za-z]*[eE]$/ },
  ruby: { language: 'interpolating', option: /^-[A-Za-z]*e$/ },
  php: { language: 'interpolating', option: /^-[rBRE]$/ },
  lua: { language: 'python', option: /^-e$/ },
  osascript: { language: 'python', option: /^-e$/ },
};

// Programs that hand everything behind an option to a shell: `su -c`, `script -c`, `flock FILE -c`.
const commandOption = new Set(['su', 'runuser', 'script', 'flock', 'sg']);

const sshValued = 'BbcDEeFIiJLlmOoPpQRSWw';

/** A cheap test for texts that could hold nested code at all. */
export function mayHoldNestedCode(text: string): boolean {
  return /sh|cmd|eval|su|sg|script|flock|watch|node|bun|deno|python|perl|ruby|php|lua|awk/i.test(
    text,
  );
}

/** Finds the code inside `[program, ...arguments]`, also behind `sudo`, `env`, `docker exec`, `find -exec`. */
export function nestedCode(argv: readonly string[]): readonly NestedCode[] {
  const found: NestedCode[] = [];
  const program = effectiveProgram(argv);
  const name = programName(argv[program] ?? '');
  if (name === 'eval' || name === 'watch') {
    const first = program + 1 + (name === 'watch' ? countOptions(argv, program + 1, 'n') : 0);
    addRest(found, argv, first, 'posix');
  } else if (name === 'ssh') {
    addRest(found, argv, program + 2 + countOptions(argv, program + 1, sshValued), 'posix');
  } else if (commandOption.has(name)) {
    const option = argv.findIndex((word, i) => i > program && /^(?:-c|--command)$/.test(word));
    if (option > 0) addOne(found, argv, option + 1, 'posix');
  } else if (/^[gmn]?awk$/.test(name)) {
    const options = countOptions(argv, program + 1, 'Fv');
    const hasFile = argv
      .slice(program + 1, program + 1 + options)
      .some((word) => word.startsWith('-f'));
    if (!hasFile) addOne(found, argv, program + 1 + options, 'javascript');
  }
  for (let i = program; i < argv.length; i++) {
    // Code that takes all the rest leaves nothing to look at.
    if (addInterpreted(found, argv, i, i === program)) break;
  }
  return found;
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
  if (posixShells.has(name)) {
    const option = optionAfter(argv, at, /^-[A-Za-z]*c[A-Za-z]*$/);
    if (option > 0) addOne(found, argv, option + 1, 'posix');
  } else if (name === 'cmd') {
    return addRestBehind(found, argv, at, /^\/[ckr]$/i, 'cmd');
  } else if (name === 'powershell' || name === 'pwsh') {
    return addRestBehind(found, argv, at, /^[-/]c(?:o\w*)?$/i, 'powershell');
  } else if (isProgram) {
    const family = name.replace(/[\d.]+$/, '');
    const interpreter = Object.hasOwn(interpreters, family) ? interpreters[family] : undefined;
    if (interpreter === undefined) return false;
    const option = optionAfter(argv, at, interpreter.option);
    if (option > 0) addOne(found, argv, option + 1, interpreter.language);
  }
  return false;
}

function addRestBehind(
  found: NestedCode[],
  argv: readonly string[],
  at: number,
  option: RegExp,
  language: Language,
): boolean {
  const index = argv.findIndex((word, i) => i > at && option.test(word));
  if (index > 0) addRest(found, argv, index + 1, language);
  return true;
}

/** Index of the first matching option before the first argument that is none, or -1. */
function optionAfter(argv: readonly string[], at: number, wanted: RegExp): number {
  for (let i = at + 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (wanted.test(word)) return i;
    if (word === '--' || (!/^[-+]/.test(word) && !/^[-+][oO]$/.test(argv[i - 1] as string))) break;
  }
  return -1;
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
  if (text !== undefined) found.push({ language, text, first: at, last: at });
}

function addRest(
  found: NestedCode[],
  argv: readonly string[],
  first: number,
  language: Language,
): void {
  if (first >= argv.length) return;
  const text = argv.slice(first).join(' ');
  found.push({ language, text, first, last: argv.length - 1 });
}
