import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostAccounts } from './facts.ts';
import { hostStateOf } from './host-state.ts';

const accounts: HostAccounts = {
  users: [
    { name: 'root', uid: 0, gid: 0, home: '/root', shell: '/bin/bash', password: 'yescrypt' },
    { name: 'ada', uid: 1000, gid: 1000, home: '/home/ada', shell: '/bin/sh', password: 'locked' },
  ],
  groups: [{ name: 'sudo', members: ['bob', 'ada'] }],
  sudo: [{ file: '/etc/sudoers', line: 7, who: '%sudo', asks: false, commands: 'ALL' }],
  keys: [
    {
      file: '/root/.ssh/authorized_keys',
      line: 1,
      user: 'root',
      type: 'ssh-ed25519',
      fingerprint: 'SHA256:abc',
      comment: 'ada@laptop',
      isRestricted: true,
    },
  ],
  closed: [],
};
const sudo = { path: '/usr/bin/sudo', mode: 0o4755, uid: 0, gid: 0 };
const files = { sensitive: [], privileged: [sudo], openToAll: [] };

test('a host is put into lines that say what is compared, sorted, each once', () => {
  const tcp = { protocol: 'tcp', address: '0.0.0.0', port: 22, uid: 0, program: 'sshd' } as const;
  const state = hostStateOf({
    hostAccounts: accounts,
    hostFiles: files,
    hostListeners: [
      tcp,
      tcp,
      { ...tcp, address: '::', port: 443 },
      // A client's own, gone in a moment.
      { ...tcp, protocol: 'udp', port: 45_123 },
      // A program's own, another one at its next start.
      { ...tcp, address: '127.0.0.1', port: 43_211 },
      { ...tcp, address: '::1', port: 43_211 },
      // Open to others: a back door may choose any port.
      { ...tcp, port: 54_321 },
    ],
    hostPrograms: { packages: ['openssl 3.0.17-1'], hashes: { '/usr/bin/sudo': 'f'.repeat(64) } },
  });
  assert.deepEqual(state, {
    users: ['ada (1000:1000) /home/ada /bin/sh', 'root (0:0) /root /bin/bash'],
    passwords: ['ada: locked', 'root: yescrypt'],
    groups: ['sudo: ada, bob'],
    'sudo rules': ['%sudo: NOPASSWD ALL'],
    'authorized keys': [
      'root: ssh-ed25519 SHA256:abc ada@laptop (/root/.ssh/authorized_keys) restricted',
    ],
    'privileged programs': ['/usr/bin/sudo 4755 0:0'],
    'hashes of privileged programs': [`/usr/bin/sudo ${'f'.repeat(64)}`],
    packages: ['openssl 3.0.17-1'],
    'listening ports': ['tcp 0.0.0.0:22', 'tcp 0.0.0.0:54321', 'tcp [::]:443'],
    'listening programs': ['tcp 0.0.0.0:22 sshd', 'tcp 0.0.0.0:54321 sshd', 'tcp [::]:443 sshd'],
  });
});

test('what was not seen whole is left out, so that rights of the looker are no drift', () => {
  const [root] = accounts.users;
  const { password: _, ...withoutPassword } = root!;
  const { sudo: __, ...withoutSudo } = accounts;
  const state = hostStateOf({
    hostAccounts: { ...withoutSudo, users: [withoutPassword], closed: ['/root/.ssh'] },
    hostFiles: files,
    hostListeners: [{ protocol: 'tcp', address: '127.0.0.1', port: 1, uid: 0 }],
    hostPrograms: { hashes: {} },
  });
  assert.deepEqual(Object.keys(state), [
    'users',
    'groups',
    'privileged programs',
    'listening ports',
  ]);
  assert.deepEqual(hostStateOf({}), {});
});

test('a line is cut where watch would refuse it', () => {
  const long = { hashes: {}, packages: ['x'.repeat(400)] };
  assert.equal(hostStateOf({ hostPrograms: long }).packages?.[0]?.length, 300);
});
