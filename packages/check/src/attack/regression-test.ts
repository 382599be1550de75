import type { Hole } from '../analysis/attack/record.ts';

/** A hole, with the file of its replay. */
export interface KeptHole {
  readonly hole: Hole;
  readonly file: string;
  readonly curl: readonly string[];
}

/**
 * The source of a test file that fails while any of the holes is open. `how` are the arguments by which
 * the app is reached: `['--', 'node', 'app.js']`.
 */
export function regressionTest(holes: readonly KeptHole[], how: readonly string[]): string {
  return `// Written by castellan attack. Each test fails while its hole is open, and passes once it is closed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

// How the app is reached. Set CASTELLAN_ATTACK_URL to attack one that runs already.
const url = process.env.CASTELLAN_ATTACK_URL;
const how = url ? ['--url', url] : ${JSON.stringify(how)};

function isClosed(name) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const args = ['castellan', 'attack', '--replay', file, ...how];
  const run = spawnSync('npx', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  assert.equal(run.status, 0, run.stderr || run.stdout || String(run.error));
}
${holes.map(testOf).join('')}`;
}

function testOf({ hole: { kind, method, route, input, reason }, file, curl }: KeptHole): string {
  const title = `${method} ${route}${input === undefined ? '' : `, ${input}`}: no ${kind}`;
  const lines = [reason, ...curl].map(
    (line) => `// ${line.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}\n`,
  );
  return `
${lines.join('')}test(${JSON.stringify(title)}, () => isClosed(${JSON.stringify(`./${file}`)}));
`;
}
