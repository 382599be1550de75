import { chownSync, readFileSync, statSync } from 'node:fs';

/** The unprivileged account under which PostgreSQL runs when watch itself runs as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Looked for in this order; `nobody` is on every system. */
const candidates = ['castellan', 'nobody'];

/**
 * The account for PostgreSQL, which refuses to run as root; `undefined` when watch is unprivileged
 * already and PostgreSQL may run as the same user. A directory that exists keeps its owner.
 */
export function accountFor(directory: string, passwd: string = '/etc/passwd'): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync(passwd, 'utf8').split('\n').map(parseAccount);
  const owner = statSync(directory, { throwIfNoEntry: false })?.uid;
  const kept = owner ? accounts.find((account) => account?.uid === owner) : undefined;
  if (kept !== undefined) return kept;
  for (const name of candidates) {
    const found = accounts.find((account) => account?.name === name && account.uid > 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parseAccount(line: string): Account | undefined {
  const [name = '', , uid = '', gid = ''] = line.split(':');
  return name === '' || !/^\d+$/.test(uid) || !/^\d+$/.test(gid)
    ? undefined
    : { name, uid: Number(uid), gid: Number(gid) };
}

/** Hands a path over to the account, where there is one. */
export function give(path: string, account: Account | undefined): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}
