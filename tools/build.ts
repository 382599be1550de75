// Builds the published packages into their dist folders, in the order in which they import each other.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleGuard } from './build/bundle-guard.ts';
import { runCommand } from './run-command.ts';
import { binary, publishedPackages, root } from './workspace.ts';

for (const name of publishedPackages) {
  const directory = join(root, 'packages', name);
  rmSync(join(directory, 'dist'), { recursive: true, force: true });
  if (!hasSources(join(directory, 'src'))) {
    console.log(`build ${name}: no sources yet`);
    continue;
  }
  const started = performance.now();
  const { code } = existsSync(join(directory, 'vite.config.ts'))
    ? await runCommand(binary('vite'), ['build', directory, '--logLevel', 'warn'])
    : await runCommand(binary('tsc'), ['-p', join(directory, 'tsconfig.json')]);
  if (code !== 0) {
    console.error(`build ${name}: failed; packages after it were not built`);
    process.exit(1);
  }
  if (name === 'guard') await bundleGuard(join(directory, 'dist'));
  console.log(`build ${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function hasSources(directory: string): boolean {
  if (!existsSync(directory)) return false;
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).some((file) =>
    file.endsWith('.ts'),
  );
}
