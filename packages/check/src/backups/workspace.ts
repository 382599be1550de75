import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whom programs run as that read a backup: never root, since a dump is a program of its own. */
interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A place on disk that lives for one restore, and the account that works in it. */
export interface Workspace {
  readonly account: Account | undefined;
  readonly timeoutMs: number;
  /** A new folder in it, the account's own. */
  folder(name: string): string;
  /** Registers what has to be ended before the place is removed. */
  onEnd(end: () => Promise<void>): void;
}

/** Runs `use` in a new place; what it started is ended, and the place removed, however it ends. */
export async function inWorkspace<Result>(
  timeoutMs: number,
  use: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'castellan-restore-'));
  const account = unprivileged();
  const ends: (() => Promise<void>)[] = [];
  if (account) chownSync(root, account.uid, account.gid);
  const folder = (name: string): string => {
    const path = join(root, name);
    mkdirSync(path, { mode: 0o700 });
    if (account) chownSync(path, account.uid, account.gid);
    return path;
  };
  try {
    return await use({ account, timeoutMs, folder, onEnd: (end) => void ends.unshift(end) });
  } finally {
    for (const end of ends) await end();
    rmSync(root, { recursive: true, force: true });
  }
}

/** `nobody`, where we are root; undefined where we are somebody ordinary. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((text) => text.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}
