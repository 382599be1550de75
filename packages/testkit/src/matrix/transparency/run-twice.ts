import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A program, and the ways in which it is started. */
export interface Program {
  /** File in `programs/transparency`, without its ending. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Flags of Node's. */
  readonly flags?: readonly string[];
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Path of the Node.js that runs it; `CASTELLAN_NODE`, else our own. */
  readonly node?: string;
}

/** How one run ended, and all that it said. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** As an ES module under `--import`, or as CommonJS under `-r`. */
export type Form = 'esm' | 'cjs';

const usualNode: string = process.env['CASTELLAN_NODE'] ?? process.execPath;
export const nodeMajor: number = Number.parseInt(
  /node(\d+)-/.exec(usualNode)?.[1] ?? process.versions.node,
  10,
);
const guardFile = fileURLToPath(new URL('../../../../castellan/dist/guard.js', import.meta.url));
const programs = new URL('../programs/transparency/', import.meta.url);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'castellan-transparency-')));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Stands in guard's place in the other run, since the flags themselves change how Node starts. Like
 * all that knows the current request it uses `AsyncLocalStorage`, which is a frame of its own up to Node 22.
 */
const nothingFile = join(folder, 'nothing.mjs');
writeFileSync(
  nothingFile,
  `import { AsyncLocalStorage } from 'node:async_hooks';
  if (Number.parseInt(process.versions.node, 10) <= 22) new AsyncLocalStorage().run(1, () => {});\n`,
);

/** Writes a program in one of its forms, once, and returns its path. */
function fileOf(name: string, form: Form): string {
  const path = join(folder, `${name}.${form === 'esm' ? 'mjs' : 'cjs'}`);
  // Another run may be reading it.
  if (existsSync(path)) return path;
  const source = readFileSync(new URL(`${name}.mjs`, programs), 'utf8');
  writeFileSync(path, form === 'esm' ? source : toCommonJs(source));
  return path;
}

function toCommonJs(source: string): string {
  return source.replaceAll(
    /^import (\{[^}]*\}|\w+) from ('[^']+');$/gm,
    (_line, names: string, from: string) =>
      `const ${names.replaceAll(/\bas\b/g, ':').replaceAll(' : ', ': ')} = require(${from});`,
  );
}

/** Runs a program with and without guard; the endings must be the same. */
export async function sameTwice(program: Program, form: Form): Promise<Ending> {
  const path = fileOf(program.file, form);
  const rest = [path, ...(program.args ?? [])];
  const [bare, guarded] = await Promise.all([
    run(nothingFile, form, program, rest),
    run(guardFile, form, program, rest),
  ]);
  assertSame(guarded, bare);
  return bare;
}

/** The same for a command line without a file: `-e`, `-p`, `--test`, a program on standard input. */
export async function sameCommandTwice(
  args: readonly string[],
  program: Omit<Program, 'file'> = {},
  form: Form = 'esm',
): Promise<Ending> {
  const [bare, guarded] = await Promise.all([
    run(nothingFile, form, program, args),
    run(guardFile, form, program, args),
  ]);
  assertSame(guarded, bare);
  return bare;
}

/** Shows the first lines that differ: whole outputs are too long to read. */
function assertSame(guarded: Ending, bare: Ending): void {
  const [ours, theirs] = [guarded, bare].map(linesOf) as [string[], string[]];
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  if (at < 0 && ours.length === theirs.length) return;
  const from = at < 0 ? theirs.length : at;
  const shown = (lines: readonly string[]): string =>
    lines.slice(Math.max(0, from - 3), from + 6).join('\n');
  assert.fail(`without guard:\n${shown(theirs)}\n\nwith guard:\n${shown(ours)}`);
}

function linesOf({ code, signal, output, errors }: Ending): string[] {
  return [`${code} ${signal}`, ...output.split('\n'), ...errors.split('\n')];
}

function run(
  preload: string,
  form: Form,
  { flags = [], input, env, node = usualNode }: Omit<Program, 'file'>,
  rest: readonly string[],
): Promise<Ending> {
  const url = pathToFileURL(preload).href;
  const load = form === 'esm' ? ['--import', url] : ['-r', preload];
  const child = spawn(node, [...flags, ...load, ...rest], {
    cwd: folder,
    env: { ...plainEnvironment(), CASTELLAN_LOG: 'off', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => undefined).end(input ?? '');
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(late);
      const told = (text: string): string => normalised(text, preload, url, child.pid);
      resolve({ code, signal, output: told(output), errors: told(errors) });
    });
  });
}

/** What cannot be the same: the file that is preloaded, and the number of the process. */
function normalised(text: string, preload: string, url: string, pid: number | undefined): string {
  return text
    .replaceAll(url, '<preload>')
    .replaceAll(preload, '<preload>')
    .replaceAll(`(node:${pid})`, '(node:pid)');
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...rest } = process.env;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('CASTELLAN')));
}
