import { execFile } from 'node:child_process';
import { lstat, open, readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { ProgramOutcome } from './program-outcome.ts';
import type { Entry, Source } from './source.ts';

const maxOutputBytes = 256 * 1024 * 1024;
const timeoutMs = 60_000;
const parallel = 32;

/** A directory on this machine. */
export function diskSource(directory: string): Source {
  const root = resolve(directory);
  return {
    name: root,
    list: (enter) => listBelow(root, root, enter),
    stat: (paths) => statAll(root, paths),
    read: (path, maxBytes) => readStart(join(root, path), maxBytes),
    execute: (program, args) => execute(root, program, args),
  };
}

async function listBelow(
  root: string,
  directory: string,
  enter: (folder: string) => boolean,
): Promise<Entry[]> {
  const files: string[] = [];
  const below: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
    const absolute = join(directory, entry.name);
    const path = relative(root, absolute).split(sep).join('/');
    if (entry.isDirectory()) {
      if (enter(path)) below.push(absolute);
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      files.push(path);
    }
  }
  const found = await statAll(root, files);
  for (const folder of below) found.push(...(await listBelow(root, folder, enter)));
  return found;
}

async function statAll(root: string, paths: readonly string[]): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let at = 0; at < paths.length; at += parallel) {
    const batch = paths.slice(at, at + parallel).map(async (path) => {
      const stats = await lstat(join(root, path)).catch(() => undefined);
      if (stats === undefined || !(stats.isFile() || stats.isSymbolicLink())) return [];
      return [{ path, bytes: stats.size, isLink: stats.isSymbolicLink() }];
    });
    found.push(...(await Promise.all(batch)).flat());
  }
  return found;
}

async function readStart(file: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return undefined;
    const room = new Uint8Array(Math.min(stats.size, maxBytes));
    let length = 0;
    while (length < room.length) {
      const { bytesRead } = await handle.read(room, length, room.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return room.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

function execute(
  root: string,
  program: string,
  args: readonly string[],
): Promise<ProgramOutcome | undefined> {
  return new Promise((done) => {
    execFile(
      program,
      args,
      {
        cwd: root,
        encoding: 'buffer',
        maxBuffer: maxOutputBytes,
        timeout: timeoutMs,
        windowsHide: true,
        // A repository may be hostile: git must neither prompt nor page, nor run its fsmonitor program.
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      },
      (error, stdout, stderr) => {
        if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') return done(undefined);
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        done({ exitCode: code, stdout, stderr: stderr.toString('utf8') });
      },
    );
  });
}
