import { nodeOs as os, originalFs as fs, randomUUID } from '../../hooks/originals.ts';

const kill = process.kill.bind(process);

/** Names this process among those that share a spool, so that the others can tell when it is gone. */
export function spoolOwner(): string {
  return `p${process.pid}_${place()}_${randomUUID().slice(0, 8)}`;
}

/** Whether the process of this name has certainly ended; false where that cannot be told. */
export function isGone(owner: string): boolean {
  const [, pid, where] = /^p(\d+)_([\dA-Za-z]+)_/.exec(owner) ?? [];
  // The number of a process says something only where it was given.
  return pid !== undefined && where === place() && !isAlive(Number(pid));
}

/** The host and, on Linux, its space of process numbers: containers may share a directory and a name. */
function place(): string {
  const space = fs.statSync('/proc/self/ns/pid', { throwIfNoEntry: false })?.ino ?? 0;
  return `${os.hostname().replaceAll(/[^\dA-Za-z]/g, '')}${space}`;
}

function isAlive(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
