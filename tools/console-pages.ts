import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { binary, root } from './workspace.ts';

const home = join(root, 'packages', 'watch-ui');
const dist = join(home, 'dist');
const sources = [home, join(root, 'packages', 'core', 'src')];

/**
 * Builds the console's pages unless they are newer than their sources. They are whole before they
 * take their place, so that a watch that starts meanwhile never reads half of them. Throws when the
 * build fails.
 */
export async function buildConsolePages(): Promise<void> {
  const built = await stat(join(dist, 'index.html')).catch(() => undefined);
  if (built !== undefined && built.mtimeMs > (await newestIn(sources))) return;
  const partial = await mkdtemp(join(root, 'node_modules', '.console-pages-'));
  try {
    const target = join(partial, 'new');
    const args = ['build', home, '--outDir', target, '--logLevel', 'error'];
    // Vite would leave a cache of its own code among the temporary files.
    const env = { NODE_DISABLE_COMPILE_CACHE: '1' };
    const { code } = await runCommand(binary('vite'), args, { env });
    if (code !== 0) throw new Error('The pages of the console could not be built.');
    await rename(dist, join(partial, 'old')).catch(() => undefined);
    await rename(target, dist);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** When a file below these folders was changed last, in milliseconds; built ones do not count. */
async function newestIn(folders: readonly string[]): Promise<number> {
  let newest = 0;
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const file = join(entry.parentPath, entry.name);
      if (!entry.isFile() || file.startsWith(dist)) continue;
      newest = Math.max(newest, (await stat(file)).mtimeMs);
    }
  }
  return newest;
}
