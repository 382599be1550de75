import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';
import { binary, root } from '../workspace.ts';

const pages = join(root, 'packages/watch-ui');

/**
 * Builds the console's pages, so that what is tested is what stands in the sources. Not when that is
 * so already: test files run side by side, and a build would take the pages away under another.
 */
export async function buildPages(): Promise<void> {
  const sources = ['index.html', 'vite.config.ts', 'src', 'public'].map((name) =>
    join(pages, name),
  );
  const built = statSync(join(pages, 'dist/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Math.max(...sources.map(newestIn)) < built) return;
  const { code } = await runCommand(binary('vite'), ['build', pages, '--logLevel', 'error']);
  assert.equal(code, 0);
}

/** When the file, or any file below the folder, was changed last. */
function newestIn(path: string): number {
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}
