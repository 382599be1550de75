// Measures castellan check on a made-up repository of 1,000 files: the first run, a second one on the same
// files, one after a change, one without a cache, and what a pre-commit hook waits for.
//   npm run -s build && npm run -s source bench/check-speed/run.ts [--rivals DIR] > bench/results/check-speed.txt
// DIR is a folder where eslint, eslint-plugin-security, @typescript-eslint/parser, secretlint and
// @secretlint/secretlint-rule-preset-recommend are installed; what is absent is said, not measured.
// Ends in 1 when a budget is missed, in 3 when castellan is not built.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { writeRepository } from './made-up-repository.ts';
import { rivalsIn } from './rivals.ts';
import { runProgram, type Took } from './run-program.ts';

const files = 1_000;
const rounds = 3;
const mostMegabytes = 600;
const castellan = join(import.meta.dirname, '../../packages/castellan/bin/castellan.js');
const { values: flags } = parseArgs({ options: { rivals: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'castellan-speed-'));
const repository = join(folder, 'repository');
let missed = 0;

if (existsSync(join(castellan, '../../dist/cli.js'))) {
  console.log(machineLine(describeMachine(process.versions.node)));
  console.log(`A made-up repository of ${files} files in git. Best of ${rounds} rounds each.\n`);
  try {
    writeRepository(repository, files);
    await measureAll();
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(missed === 0 ? '\nwithin every budget' : `\n${missed} budgets were missed`);
  process.exitCode = missed === 0 ? 0 : 1;
} else {
  console.log('castellan is not built: npm run build');
  process.exitCode = 3;
}

async function measureAll(): Promise<void> {
  const cache = join(folder, 'cache');
  const forget = (): void => rmSync(cache, { recursive: true, force: true });
  const check = (...args: string[]): Promise<Took> =>
    runProgram(castellan, ['check', '--offline', ...args], repository, { XDG_CACHE_HOME: cache });
  await row('check, nothing kept yet', 120, () => check(), forget);
  await row('check, same files again', 10, () => check());
  let changes = 0;
  await row(
    'check, one file of code changed',
    120,
    () => check(),
    () => {
      appendFileSync(join(repository, 'src/app.js'), `// ${(changes += 1)}\n`);
    },
  );
  await row('check --no-cache', 120, () => check('--no-cache'));
  execFileSync('git', ['add', '-A'], { cwd: repository });
  await row('check --staged, one file', 1, () => check('--staged'));
  for (const { title, script, args } of rivalsIn(flags.rivals))
    await row(title, undefined, () => runProgram(script, args, repository, {}));
}

async function row(
  title: string,
  mostSeconds: number | undefined,
  run: () => Promise<Took>,
  before?: () => void,
): Promise<void> {
  const all: Took[] = [];
  for (let round = 0; round < rounds; round += 1) {
    before?.();
    all.push(await run());
  }
  const seconds = Math.min(...all.map((took) => took.seconds));
  const cpu = Math.min(...all.map(({ cpuSeconds }) => cpuSeconds));
  const megabytes = Math.max(...all.map((took) => took.megabytes));
  const ends = [...new Set(all.map(({ exitCode }) => exitCode))].join(' ');
  const isLate = mostSeconds !== undefined && seconds > mostSeconds;
  const isLarge = mostSeconds !== undefined && megabytes > mostMegabytes;
  missed += Number(isLate) + Number(isLarge);
  const budget = mostSeconds === undefined ? '' : `  budget ${mostSeconds} s, ${mostMegabytes} MB`;
  console.log(
    `${title.padEnd(58)} ${seconds.toFixed(2).padStart(7)} s ${cpu.toFixed(2).padStart(7)} s of processor ${megabytes.toFixed(0).padStart(5)} MB  exit ${ends}${budget}${isLate || isLarge ? '  MISSED' : ''}`,
  );
}
