// Lets `castellan attack` loose at one app of each framework and database: see `--help`. The apps, their
// packages and servers are the testbed's.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../testbed/measure-attack.ts', import.meta.url));
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
