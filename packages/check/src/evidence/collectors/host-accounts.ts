import type { HostAccounts, HostUser, PasswordKind, SudoRule } from '../../analysis/host/facts.ts';
import { CannotCollect, type Collector } from '../collector.ts';
import { authorizedKeys } from '../host/authorized-keys.ts';
import { type Host, textOf, textsIn } from '../host/host.ts';
import { requiredHost } from '../host/host-source.ts';
import { sudoRules } from '../host/sudo-rules.ts';

/** Users, groups, sudo and the keys that open the door. */
export const collector: Collector<HostAccounts> = {
  title: 'accounts of the host',
  reads: ['files'],
  async collect(source) {
    const host = requiredHost(source);
    const passwd = await textOf(host, '/etc/passwd');
    if (passwd === undefined)
      throw new CannotCollect('/etc/passwd cannot be read', 'look at a Linux host');
    const closed: string[] = [];
    const users = usersIn(passwd, await passwordsOf(host, closed));
    const sudo = await sudoOf(host, closed);
    const keys = await keysOf(host, users, closed);
    const groups = groupsIn((await textOf(host, '/etc/group')) ?? '');
    return {
      value: { users, groups, ...(sudo && { sudo }), keys, closed },
      origin: '/etc/passwd, /etc/shadow, /etc/sudoers, ~/.ssh',
    };
  },
};

function usersIn(
  passwd: string,
  passwords: ReadonlyMap<string, PasswordKind> | undefined,
): HostUser[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, mark, uid, gid, , home = '', shell = ''] = line.split(':');
    if (name === undefined || name === '' || uid === undefined) return [];
    // `x` says that it stands in shadow; whatever else is there counts, an empty one above all.
    const password = mark === 'x' ? passwords?.get(name) : passwordKind(mark ?? '');
    return [
      {
        name,
        uid: Number(uid),
        gid: Number(gid),
        home,
        shell,
        ...(password !== undefined && { password }),
      },
    ];
  });
}

/** How each password is stored; never what it is. */
async function passwordsOf(
  host: Host,
  closed: string[],
): Promise<ReadonlyMap<string, PasswordKind> | undefined> {
  const shadow = await host.read('/etc/shadow');
  if (shadow.status !== 'read') {
    if (shadow.status === 'denied') closed.push('/etc/shadow');
    return undefined;
  }
  return new Map(
    shadow.text
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', hash = '']) => [name, passwordKind(hash)]),
  );
}

const kindOfMark: Readonly<Record<string, PasswordKind>> = {
  '1': 'md5',
  '5': 'sha256',
  '6': 'sha512',
  '2a': 'bcrypt',
  '2b': 'bcrypt',
  '2y': 'bcrypt',
  y: 'yescrypt',
  gy: 'yescrypt',
  '7': 'scrypt',
};

/** By the marks of crypt(5). */
function passwordKind(hash: string): PasswordKind {
  if (hash === '') return 'none';
  if (/^[!*]/.test(hash)) return 'locked';
  const mark = /^\$([^$]+)\$/.exec(hash)?.[1];
  if (mark !== undefined) return kindOfMark[mark] ?? 'other';
  return /^[./0-9A-Za-z]{13}$/.test(hash) ? 'des' : 'other';
}

function groupsIn(text: string): HostAccounts['groups'] {
  return text.split('\n').flatMap((line) => {
    const [name, , , members = ''] = line.split(':');
    if (name === undefined || name === '') return [];
    return [{ name, members: members.split(',').filter(Boolean) }];
  });
}

async function sudoOf(host: Host, closed: string[]): Promise<readonly SudoRule[] | undefined> {
  const main = await host.read('/etc/sudoers');
  if (main.status === 'missing') return [];
  if (main.status === 'denied') {
    closed.push('/etc/sudoers');
    return undefined;
  }
  const more = (await textsIn(host, '/etc/sudoers.d')).filter(
    // Names that sudo itself passes over.
    ({ path }) => !/~$|\./.test(path.slice('/etc/sudoers.d/'.length)),
  );
  return [{ path: '/etc/sudoers', text: main.text }, ...more].flatMap(({ path, text }) =>
    sudoRules(path, text),
  );
}

async function keysOf(
  host: Host,
  users: readonly HostUser[],
  closed: string[],
): Promise<HostAccounts['keys']> {
  const keys: HostAccounts['keys'][number][] = [];
  for (const { name, home } of users) {
    for (const file of ['authorized_keys', 'authorized_keys2']) {
      const path = `${home === '/' ? '' : home}/.ssh/${file}`;
      const found = await host.read(path);
      if (found.status === 'denied') closed.push(path);
      if (found.status === 'read') keys.push(...authorizedKeys(path, name, found.text));
    }
  }
  return keys;
}
