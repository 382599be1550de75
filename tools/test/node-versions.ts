import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';
import { root } from '../workspace.ts';

/** The major versions of Node.js on which the built packages are tested. */
export const nodeMajors = [20, 22, 24, 26] as const;

const directory = join(root, 'tools', 'node-versions');

/** Path of the binary of each version that is installed, or can be; a missing one has no entry. */
export async function nodeBinaries(): Promise<Map<number, string>> {
  if (installedNodes().size < nodeMajors.length) {
    const { code, output } = await runCommand('npm', ['ci', '--prefix', directory], {
      background: true,
    });
    console.log(`installed Node.js ${nodeMajors.join(', ')} into tools/node-versions`);
    if (code !== 0) console.log(output);
  }
  return installedNodes();
}

/** Path of the binary of each version that is installed. */
export function installedNodes(): Map<number, string> {
  const binaries = new Map<number, string>();
  for (const major of nodeMajors) {
    const name = `node${major}-${process.platform}-${process.arch}`;
    const path = join(directory, 'node_modules', name, 'bin', 'node');
    if (existsSync(path)) binaries.set(major, path);
  }
  return binaries;
}
