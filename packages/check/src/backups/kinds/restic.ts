import { opendir } from 'node:fs/promises';
import * as z from 'zod';
import { type BackupKind, Broken, CannotRestore } from '../backup-kind.ts';
import { findProgram } from '../find-program.ts';
import { type Ended, runProgram } from '../run-program.ts';
import type { Workspace } from '../workspace.ts';

/** What restic and its stores read: nothing else of the environment is handed on. */
const isItsOwn = /^(RESTIC_|AWS_|AZURE_|B2_|GOOGLE_|OS_|ST_|RCLONE_|HOME$|SSH_AUTH_SOCK$)/;
const snapshots = z.array(z.object({ time: z.string(), id: z.string() }));

/** Repositories of restic, on disk or elsewhere: every pack is read, the newest snapshot restored. */
export const kind: BackupKind = {
  title: 'restic repository',
  recognises: ({ form, names }) =>
    form === 'address' || (names.includes('config') && names.includes('keys')),
  async restore({ path }, workspace) {
    const program = findProgram(['restic'], 'restic (Debian: restic)');
    if (!Object.keys(process.env).some((name) => name.startsWith('RESTIC_PASSWORD')))
      throw new CannotRestore('set RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND');
    const run = (...args: string[]): Promise<Ended> => restic(program, path, args, workspace);
    const listed = await run('snapshots', '--json', '--latest', '1');
    if (listed.exitCode !== 0) throw failure(listed);
    const newest = snapshots.parse(JSON.parse(listed.out)).sort(byTime)[0];
    if (!newest) throw new Broken('it holds no snapshot');
    const checked = await run('check', '--read-data');
    if (checked.exitCode !== 0) throw failure(checked);
    const target = workspace.folder('restic');
    const restored = await run('restore', newest.id, '--target', target, '--verify');
    if (restored.exitCode !== 0) throw failure(restored);
    return { files: await countFiles(target), madeAt: Date.parse(newest.time), notes: [] };
  },
};

function byTime(a: { readonly time: string }, b: { readonly time: string }): number {
  return Date.parse(b.time) - Date.parse(a.time);
}

/** Its repository is our own to read; what it restores is files, and nothing of it is run. */
function restic(
  program: string,
  repository: string,
  args: readonly string[],
  workspace: Workspace,
): Promise<Ended> {
  const entries = Object.entries(process.env).filter(([name]) => isItsOwn.test(name));
  const env = Object.fromEntries(entries);
  const all = ['--repo', repository, '--no-cache', ...args];
  return runProgram(workspace, program, all, { env, asWeAre: true });
}

function failure({ err, out }: Ended): Error {
  const words = (err.trim() || out.trim()).split('\n');
  const text = words.find((line) => /^(Fatal|error|pack)/i.test(line)) ?? words.at(-1) ?? '';
  if (/wrong password|no key found|unable to open config|dial |connect/i.test(text))
    return new CannotRestore(text);
  return new Broken(text);
}

async function countFiles(folder: string): Promise<number> {
  let count = 0;
  for await (const entry of await opendir(folder, { recursive: true }))
    if (entry.isFile()) count += 1;
  return count;
}
