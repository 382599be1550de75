import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Form,
  nodeMajor,
  type Program,
  sameCommandTwice,
  sameTwice,
} from './transparency/run-twice.ts';

/**
 * A program does the same with and without guard: how it ends and everything that it writes. Programs
 * run two at a time; what differs is a bug of guard's, or stands in `docs/guard/transparency.md`.
 */

const both: readonly Form[] = ['esm', 'cjs'];
const only = process.env['TRANSPARENCY_ONLY'] ?? '';

/** Where an error is thrown; each with nobody listening, in both forms. */
const places = [
  'sync',
  'timer',
  'tick',
  'microtask',
  'http',
  'http later',
  'http promise',
  'promise',
  'promise of nothing',
  'async',
  'missing file',
  'wrong argument',
  'missing file later',
  'emitter',
  'number',
];
/** Who listens; each for a throw, a request and a rejection, in one form. */
const listeners = ['monitor', 'handler', 'handler that throws', 'rejection', 'capture', 'domain'];
const listened = ['sync', 'http', 'promise'];
const rejectionModes = ['strict', 'warn', 'none', 'throw', 'warn-with-error-codes'];
const ends = [
  'by itself',
  'after a timer',
  'exit 3',
  'exit code 4',
  'exit in a listener',
  'throw in a listener',
  'work in beforeExit',
  'abort',
  'SIGTERM',
  'SIGTERM with a listener',
  'await of nothing',
  'events of its own',
];

describe('with and without guard', { concurrency: 2 }, () => {
  for (const place of places) same({ file: 'uncaught', args: [place, 'none'] });
  for (const [index, listener] of listeners.entries()) {
    const form = both[index % 2] ?? 'esm';
    for (const place of listened) same({ file: 'uncaught', args: [place, listener] }, [form]);
  }
  for (const mode of rejectionModes) {
    const flags = [`--unhandled-rejections=${mode}`];
    same({ file: 'uncaught', args: ['promise', 'none'], flags }, ['cjs']);
  }
  for (const [index, way] of ends.entries()) {
    same({ file: 'process-end', args: [way] }, [both[index % 2] ?? 'esm']);
  }
  for (const file of ['process-state', 'functions', 'stacks', 'identity', 'http-behaviour']) {
    same({ file });
  }
  same({ file: 'children' }, ['cjs']);
  same({ file: 'tests', flags: ['--test', '--test-reporter=dot'] }, ['esm']);
  same({ file: 'source-mapped', flags: ['--enable-source-maps'] });
  same({ file: 'process-state', flags: ['--disable-proto=throw'] }, ['cjs']);
  same({ file: 'process-state', flags: ['--throw-deprecation', '--pending-deprecation'] }, ['esm']);
  // Under this name since Node 24; what guard reads must be allowed, as must what the app reads.
  if (nodeMajor >= 24) {
    same({ file: 'process-state', flags: ['--permission', '--allow-fs-read=*'] }, ['cjs']);
  }
  same({ file: 'http-behaviour', flags: ['--frozen-intrinsics', '--no-warnings'] }, ['esm']);
});

describe('command lines with and without guard', { concurrency: 2 }, () => {
  const input = 'const { readFileSync } = require("fs");\nreadFileSync("/nowhere")\n.exit\n';
  command('-e', ['-e', 'setTimeout(() => { throw new Error(eval("1 + 1")) })'], {}, 'cjs');
  command('-p', ['-p', 'require("fs").readFileSync.name + [].concat(process.argv.length)']);
  command('standard input', ['-', 'argument'], {
    input: 'console.log(process.argv.length); nowhere',
  });
  command('-i', ['-i'], { input, env: { NODE_REPL_HISTORY: '' } }, 'cjs');
  command('--check', ['--check', 'nothing.mjs']);
});

function same(program: Program, forms: readonly Form[] = both): void {
  for (const form of forms) {
    const title = [form, program.file, ...(program.args ?? []), ...(program.flags ?? [])].join(' ');
    if (!title.includes(only)) continue;
    it(title, async () => void (await sameTwice(program, form)));
  }
}

function command(
  title: string,
  args: readonly string[],
  program: Omit<Program, 'file'> = {},
  form: Form = 'esm',
): void {
  if (!title.includes(only)) return;
  it(title, async () => {
    const { output, errors } = await sameCommandTwice(args, program, form);
    assert.ok(title === '--check' || output + errors !== '', 'the program said nothing');
  });
}
