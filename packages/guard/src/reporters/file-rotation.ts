import { originalFs as fs } from '../hooks/originals.ts';

const staleLockMs = 10_000;

/** Size of the file in bytes; 0 when it is not there or cannot be looked at. */
export function sizeOf(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Moves `file` to `file.1`, `file.1` to `file.2` and so on; `file.<keep>` goes. Of several processes
 * that see the file full at once only one does it: the holder of `file.lock`, which looks again.
 */
export function rotate(file: string, maxBytes: number, keep: number): void {
  const lock = `${file}.lock`;
  if (!acquire(lock)) return;
  try {
    if (sizeOf(file) < maxBytes) return;
    for (let index = keep - 1; index >= 1; index--)
      move(`${file}.${index}`, `${file}.${index + 1}`);
    move(file, `${file}.1`);
  } finally {
    remove(lock);
  }
}

function acquire(lock: string): boolean {
  try {
    fs.closeSync(fs.openSync(lock, 'wx', 0o600));
    return true;
  } catch {
    const since = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    // Its holder died while rotating; whoever comes next finds no lock.
    if (since !== undefined && Date.now() - since > staleLockMs) remove(lock);
    return false;
  }
}

function move(from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch {
    // Not there yet, or taken away meanwhile: nothing to move.
  }
}

function remove(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // Already gone.
  }
}
