import type { Language } from './lex.ts';
import { programName } from './program.ts';

/** How an interpreter is given code on its command line. */
export interface Interpreter {
  readonly language: Language;
  /** The next argument is code. */
  readonly option: RegExp;
  /** The rest of the same argument is code. */
  readonly attached?: RegExp;
  /** Options that take the next argument as value. */
  readonly valued?: RegExp;
}

const posix: Interpreter = {
  language: 'posix',
  option: /^-[A-Za-z]*c[A-Za-z]*$/,
  valued: /^(?:[-+][A-Za-z]*[oO]|--rcfile|--init-file)$/,
};
const node: Interpreter = {
  language: 'javascript',
  option: /^(?:-e|-p|-pe|--eval|--print)$/,
  attached: /^--(?:eval|print)=/,
  valued:
    /^(?:-r|-C|--require|--import|--conditions|--loader|--experimental-loader|--env-file|--input-type)$/,
};

const interpreters: ReadonlyMap<string, Interpreter> = new Map([
  ...'sh bash dash zsh ksh mksh ash rbash'.split(' ').map((name) => [name, posix] as const),
  ['node', node],
  ['nodejs', node],
  ['bun', node],
  ['deno', { language: 'javascript', option: /^eval$/ }],
  [
    'python',
    {
      language: 'python',
      option: /^-[A-Za-z]*c$/,
      attached: /^-[bBdEiIOPqsSuvx]*c(?=.)/,
      valued: /^-[WX]$/,
    },
  ],
  [
    'perl',
    {
      language: 'interpolating',
      option: /^-[A-Za-z]*[eE]$/,
      attached: /^-[acnlpw]*[eE](?=.)/,
      valued: /^-[IMm]$/,
    },
  ],
  [
    'ruby',
    {
      language: 'interpolating',
      option: /^-[A-Za-z]*e$/,
      attached: /^-[alnpw]*e(?=.)/,
      valued: /^-[ICr]$/,
    },
  ],
  [
    'php',
    {
      language: 'interpolating',
      option: /^-[rBRE]$/,
      attached: /^-[rBRE](?=.)/,
      valued: /^-[cd]$/,
    },
  ],
  ['lua', { language: 'python', option: /^-e$/, attached: /^-e(?=.)/, valued: /^-l$/ }],
  ['osascript', { language: 'python', option: /^-e$/, valued: /^-l$/ }],
]);

/** The interpreter by the name of its program, with or without a version. */
export function interpreterOf(name: string): Interpreter | undefined {
  return interpreters.get(name) ?? interpreters.get(name.replace(/[\d.]+$/, ''));
}

/** True for a shell that reads its commands from standard input: `sh`, `bash -s`. */
export function readsCommands(argv: readonly string[], program: number): boolean {
  const shell = interpreterOf(programName(argv[program] ?? ''));
  if (shell?.language !== 'posix') return false;
  for (let i = program + 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (shell.option.test(word)) return false;
    if (shell.valued?.test(word) === true) i++;
    else if (/^-[A-Za-z]*s[A-Za-z]*$/.test(word)) return true;
    else if (!/^[-+]/.test(word) || word === '--') return word === '-';
  }
  return true;
}

/** The code that stands behind an interpreter's options, and the index of its argument. */
export function codeOf(
  interpreter: Interpreter,
  argv: readonly string[],
  program: number,
): { readonly text: string; readonly at: number } | undefined {
  for (let i = program + 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (interpreter.option.test(word)) {
      const text = argv[i + 1];
      return text === undefined ? undefined : { text, at: i + 1 };
    }
    const mark = interpreter.attached?.exec(word)?.[0];
    if (mark !== undefined) return { text: word.slice(mark.length), at: i };
    if (interpreter.valued?.test(word) === true) i++;
    else if (word === '--' || !/^[-+]/.test(word)) return undefined;
  }
  return undefined;
}
