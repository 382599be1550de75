import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const inMemory = '/dev/shm';
/** Containers have 64 MiB by default; tests that run at once take up to some hundred. */
const neededBytes = 2 ** 31;

/**
 * Makes a folder for what tests write: in memory where there is room, since to make a file on a disk and to
 * wait for it took more of the tests' time than anything else. Whoever makes it takes it away.
 */
export function makeTestFolder(memory: string = inMemory): { path: string; remove(): void } {
  const path = hasRoom(memory) ? makeIn(memory) : makeIn(tmpdir());
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function makeIn(parent: string): string {
  const path = mkdtempSync(join(parent, 'castellan-'));
  // Servers that tests start under other accounts write there too, as into any place of temporary files.
  chmodSync(path, 0o1777);
  return path;
}

/** Room, and the right to write and to run what was written: tests start programs from there. */
function hasRoom(memory: string): boolean {
  if (!existsSync(memory)) return false;
  let path: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < neededBytes) return false;
    path = makeIn(memory);
    const program = join(path, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    execFileSync(program);
    return true;
  } catch {
    return false;
  } finally {
    if (path !== undefined) rmSync(path, { recursive: true, force: true });
  }
}
