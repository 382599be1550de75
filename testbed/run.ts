// Installs the testbed's packages, starts its servers and runs its tests. Ends with one line that sums them up.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../tools/run-command.ts';
import { repositoryRoot, testbedRoot } from './harness/places.ts';

if (!existsSync(join(testbedRoot, 'tests'))) {
  console.log('skipped: testbed/tests is not there');
  console.log('0 passed, 0 failed, 1 skipped');
  process.exit();
}
install();
const { startServers } = await import('./servers/start-servers.ts');
const { buildCommonJs } = await import('./harness/variants.ts');
await buildCommonJs();
const servers = await startServers();
try {
  const wanted = process.argv.slice(2);
  const files = readdirSync(join(testbedRoot, 'tests'))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
    .map((file) => `testbed/tests/${file}`);
  const reporter = join(repositoryRoot, 'tools/test/reporter.ts');
  const { code } = await runCommand(
    process.execPath,
    ['--test', '--test-concurrency=2', `--test-reporter=${reporter}`, ...files],
    servers.env,
  );
  process.exitCode = code;
} finally {
  await servers.stop();
}

/** A lockfile that changed since the last install means that packages did. */
function install(): void {
  const mark = join(testbedRoot, 'node_modules/.package-lock.json');
  const lock = join(testbedRoot, 'package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  const started = performance.now();
  // Native drivers compile in their install scripts, which the repository keeps others from running.
  const flags = ['--ignore-scripts=false', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['ci', ...flags], {
    cwd: testbedRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: pathWithoutOurNode() },
  });
  if (status !== 0) throw new Error('npm ci failed in testbed/');
  console.log(`testbed: installed in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** Native packages are compiled for the machine's own Node.js, whose headers it has. */
function pathWithoutOurNode(): string {
  const entries = (process.env['PATH'] ?? '').split(delimiter);
  return entries.filter((entry) => !entry.includes('node_modules')).join(delimiter);
}
