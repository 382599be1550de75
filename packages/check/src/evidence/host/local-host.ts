import { execFile } from 'node:child_process';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { ProgramOutcome } from '../program-outcome.ts';
import type { Source } from '../source.ts';
import { hostSource } from './host-source.ts';
import type { Host, HostEntry, HostFile } from './host.ts';

const maxFileBytes = 4_194_304;
const maxOutputBytes = 67_108_864;
const timeoutMs = 60_000;

/** This machine as the source of evidence. */
export function localHostSource(name: string): Source {
  return hostSource(name, localHost);
}

const localHost: Host = {
  uid: process.getuid?.() ?? -1,
  read,
  entries: (folder) => readdir(folder).catch(() => undefined),
  stat: async (paths) => (await Promise.all(paths.map(entryOf))).flat(),
  linkOf: (path) => readlink(path).catch(() => undefined),
  execute,
};

/** Files of /proc tell no size: what comes is read until it ends or is enough. */
async function read(path: string, maxBytes: number = maxFileBytes): Promise<HostFile> {
  try {
    const handle = await open(path, 'r');
    try {
      if (!(await handle.stat()).isFile()) return { status: 'missing' };
      const chunks: Buffer[] = [];
      for (let length = 0; length < maxBytes;) {
        const room = Buffer.allocUnsafe(Math.min(65_536, maxBytes - length));
        const { bytesRead } = await handle.read(room, 0, room.length);
        if (bytesRead === 0) break;
        chunks.push(room.subarray(0, bytesRead));
        length += bytesRead;
      }
      return { status: 'read', text: Buffer.concat(chunks).toString('utf8') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { status: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'missing' };
  }
}

async function entryOf(path: string): Promise<HostEntry[]> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return [];
  const { mode, uid, gid, size: bytes, mtimeMs } = stats;
  const modifiedMs = Math.round(mtimeMs);
  return [{ path, kind: kindOf(stats), mode: mode & 0o7777, uid, gid, bytes, modifiedMs }];
}

function kindOf(stats: Stats): HostEntry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isSocket() ? 'socket' : 'other';
}

/** A program that hangs is ended, and counts as failed. */
function execute(program: string, args: readonly string[]): Promise<ProgramOutcome | undefined> {
  return new Promise((done) => {
    execFile(
      program,
      args,
      {
        cwd: '/',
        encoding: 'buffer',
        maxBuffer: maxOutputBytes,
        timeout: timeoutMs,
        // Programs of the system only, whatever stands first in the path of who looks.
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      },
      (error, stdout, stderr) => {
        if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') return done(undefined);
        const exitCode = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        done({ exitCode, stdout, stderr: stderr.toString('utf8') });
      },
    );
  });
}
