import { globSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';
import { binary, root } from '../workspace.ts';
import { stepLimitMs, testLimits } from './limits.ts';
import { makeTestFolder } from './memory-folder.ts';
import { nodeBinaries, nodeMajors } from './node-versions.ts';
import { endOf, oneFailed, onePassed, oneSkipped, sum, type Tally, tallyOf } from './tally.ts';

/** One part of a test run. */
export interface Step {
  readonly name: string;
  readonly title: string;
  /** What it needs and takes long to get; begun when the whole run begins. */
  prepare?(): Promise<unknown>;
  run(): Promise<Tally>;
}

const matrixFiles = 'packages/testkit/{src/,}matrix/**/*.test.ts';
const unitFiles = [
  'packages/*/src/**/*.test.ts',
  'apps/*/src/**/*.test.ts',
  'tools/**/*.test.ts',
  'bench/**/*.test.ts',
];
const testbed = join(root, 'testbed');

/** All steps, in the order in which they run: the cheap ones first. */
export const steps: readonly Step[] = [
  { name: 'format', title: 'format check', run: () => check(binary('oxfmt'), ['--check', '.']) },
  // The linter follows types by way of the built declarations.
  { name: 'build', title: 'build', run: () => check(process.execPath, ['tools/build.ts']) },
  {
    name: 'lint',
    title: 'lint, dead code and tree test',
    run: async () =>
      sum([
        await check(binary('oxlint'), ['--type-aware', '--deny-warnings']),
        await check(binary('knip'), ['--treat-config-hints-as-errors']),
        await check(process.execPath, ['tools/lint-tree.ts']),
      ]),
  },
  {
    name: 'types',
    title: 'type check',
    run: async () =>
      sum([
        await check(binary('tsc'), ['--noEmit', '-p', 'tsconfig.json']),
        await check(binary('tsc'), ['-p', 'packages/watch-ui/tsconfig.json']),
      ]),
  },
  {
    name: 'check',
    title: 'castellan check of this repository',
    run: () => check(process.execPath, ['packages/castellan/bin/castellan.js', 'check']),
  },
  {
    name: 'unit',
    title: 'unit tests, from source',
    // Hundreds of processes load the same sources: with their code kept each takes a third of the time.
    run: () => testFiles(unitTestFiles(), { NODE_COMPILE_CACHE: join(tmpdir(), 'castellan-code') }),
  },
  {
    name: 'matrix',
    title: `built packages on Node.js ${nodeMajors.join(', ')}`,
    prepare: nodeBinaries,
    run: runMatrix,
  },
  {
    name: 'testbed',
    title: 'real drivers, frameworks and servers',
    prepare: installTestbed,
    run: runTestbed,
  },
];

/** A command that passes or fails as a whole. */
async function check(file: string, args: readonly string[]): Promise<Tally> {
  const { code, output } = await runCommand(file, args);
  return code === 0 ? onePassed : oneFailed(endOf(output));
}

function unitTestFiles(): string[] {
  const matrix = new Set(find([matrixFiles]));
  return find(unitFiles).filter((file) => !matrix.has(file));
}

function find(patterns: readonly string[]): string[] {
  const exclude = (name: string): boolean => name === 'node_modules' || name === 'dist';
  return globSync(patterns, { cwd: root, exclude }).sort();
}

async function testFiles(files: readonly string[], env: NodeJS.ProcessEnv): Promise<Tally> {
  if (files.length === 0) {
    return failed('no test files were found');
  }
  const args = [
    '-C',
    'castellan-source',
    '--test',
    // Half of the tests' time is waiting, for servers and browsers: more than Node's own choice.
    `--test-concurrency=${availableParallelism() + 1}`,
    ...testLimits,
    '--test-reporter=./tools/test/reporter.ts',
    ...files,
  ];
  const folder = makeTestFolder();
  try {
    const where = { ...env, TMPDIR: folder.path };
    return tallyOf(await runCommand(process.execPath, args, { env: where, limitMs: stepLimitMs }));
  } finally {
    folder.remove();
  }
}

async function runMatrix(): Promise<Tally> {
  const files = find([matrixFiles]);
  if (files.length === 0) return skipped(`no files match ${matrixFiles}`);
  const binaries = await nodeBinaries();
  const tallies: Tally[] = [];
  for (const major of nodeMajors) {
    const path = binaries.get(major);
    console.log(`\n— Node.js ${major}`);
    if (path === undefined) tallies.push(missing(`Node.js ${major} could not be installed here`));
    else tallies.push(await testFiles(files, { CASTELLAN_NODE: path }));
  }
  return sum(tallies);
}

async function installTestbed(): Promise<void> {
  const { code, output } = await runCommand(process.execPath, [join(testbed, 'install.ts')], {
    background: true,
  });
  if (code !== 0) console.log(output);
}

/** `testbed/run.ts` ends with a line as of `tallyLine`. */
async function runTestbed(): Promise<Tally> {
  const args = [join(testbed, 'run.ts')];
  return sum([
    // Its types are those of packages that are installed for this step only.
    await check(binary('tsc'), ['-p', testbed]),
    tallyOf(await runCommand(process.execPath, args, { limitMs: stepLimitMs })),
  ]);
}

/** What a developer's machine may lack, continuous integration may not. */
function missing(reason: string): Tally {
  if (process.env['CI'] !== 'true') return skipped(reason);
  return failed(reason);
}

function failed(reason: string): Tally {
  console.log(`failed: ${reason}`);
  return oneFailed(reason);
}

function skipped(reason: string): Tally {
  console.log(`skipped: ${reason}`);
  return oneSkipped;
}
