// Installs the testbed's packages, starts its servers and runs its tests. Ends with one line that sums them up.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../tools/run-command.ts';
import { testLimits } from '../tools/test/limits.ts';
import { repositoryRoot, testbedRoot } from './harness/places.ts';

// What follows imports packages that this installs.
await import('./install.ts');
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
    ['--test', '--test-concurrency=2', ...testLimits, `--test-reporter=${reporter}`, ...files],
    { env: servers.env },
  );
  process.exitCode = code;
} finally {
  await servers.stop();
}
