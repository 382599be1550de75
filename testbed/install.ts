// Installs the testbed's packages, unless they are there: node testbed/install.ts
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { testbedRoot } from './harness/places.ts';

install();

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
