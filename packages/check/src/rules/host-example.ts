import type {
  HostAccounts,
  HostFiles,
  HostMeans,
  HostSsh,
  HostSystem,
  HostUpdates,
  HostUser,
  Listener,
  NodeProcess,
  PendingUpdate,
} from '../analysis/host/facts.ts';

/** A Debian server as somebody careful runs it; examples say what differs. */
export function madeUpSystem(part: Partial<HostSystem> = {}): HostSystem {
  const { distribution = 'debian', version = '12' } = part;
  return {
    name: 'web-1',
    distribution,
    version,
    prettyName: `${distribution} ${version}`,
    kernel: '6.1.0-28-amd64',
    uid: 0,
    isContainer: false,
    ...part,
  };
}

export function madeUpUpdates(part: Partial<HostUpdates> = {}): HostUpdates {
  return { manager: 'apt', pending: [], listsAgeDays: 1, restartReasons: [], ...part };
}

export function update(name: string, isSecurity: boolean = true): PendingUpdate {
  return { package: name, installed: '1.0-1', candidate: '1.0-2', isSecurity };
}

/** What sshd does by itself, but for `part`. */
export function madeUpSsh(part: Readonly<Record<string, string>> = {}): HostSsh {
  const settings = { permitrootlogin: 'prohibit-password', passwordauthentication: 'yes', ...part };
  return { settings, origin: 'sshd -T' };
}

export function madeUpAccounts(part: Partial<HostAccounts> = {}): HostAccounts {
  const users = [user('root', { uid: 0, home: '/root' }), user('ada')];
  return { users, groups: [], sudo: [], keys: [], closed: [], ...part };
}

export function user(name: string, part: Partial<HostUser> = {}): HostUser {
  return {
    name,
    uid: 1000,
    gid: 1000,
    home: `/home/${name}`,
    shell: '/bin/bash',
    password: 'yescrypt',
    ...part,
  };
}

export function listener(port: number, part: Partial<Listener> = {}): Listener {
  return { protocol: 'tcp', address: '0.0.0.0', port, uid: 0, ...part };
}

export function nodeProcess(part: Partial<NodeProcess> = {}): NodeProcess {
  return {
    pid: 812,
    uid: 998,
    executable: '/usr/bin/node',
    version: 'v24.11.0',
    script: '/srv/shop/server.js',
    noNewPrivileges: true,
    writableCode: [],
    ...part,
  };
}

export function madeUpFiles(part: Partial<HostFiles> = {}): HostFiles {
  return { sensitive: [], privileged: [], openToAll: [], ...part };
}

/** A host with the means that are named. */
export function madeUpMeans(
  means: Partial<HostMeans['means']> = {},
  part: Partial<HostMeans> = {},
): HostMeans {
  return {
    enabled: [],
    scheduled: [],
    means: {
      'log shipping': [],
      integrity: [],
      time: [],
      bans: [],
      configuration: [],
      firewall: [],
      backup: [],
      certificates: [],
      ...means,
    },
    keepsLogs: true,
    ...part,
  };
}
