import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { pendingIn, newestKernel } from './collectors/host-updates.ts';
import { socketsIn } from './collectors/host-listeners.ts';
import { settingsOf } from './collectors/host-ssh.ts';
import { collectors, type EvidenceName, type EvidenceValues } from './registry.generated.ts';
import { Session } from './session.ts';
import { authorizedKeys } from './host/authorized-keys.ts';
import { hostSource } from './host/host-source.ts';
import { localHostSource } from './host/local-host.ts';
import { madeUpHost, type MadeUpHost } from './host/made-up-host.ts';
import { sudoRules } from './host/sudo-rules.ts';

async function valueOf<Name extends EvidenceName>(
  name: Name,
  host: MadeUpHost,
): Promise<EvidenceValues[Name]> {
  const evidence = await new Session(hostSource('made up', madeUpHost(host))).ask<unknown>(
    collectors[name],
  );
  assert.equal(evidence.status, 'available', JSON.stringify(evidence));
  return (evidence as { value: EvidenceValues[Name] }).value;
}

const release = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n';
const proc = {
  '/proc/sys/kernel/osrelease': '6.1.0-28-amd64\n',
  '/proc/sys/kernel/hostname': 'web-1\n',
};

test('a system is known by its files, a container by its marks', async () => {
  const files = { ...proc, '/etc/os-release': release };
  const system = await valueOf('hostSystem', { files });
  assert.deepEqual(
    [system.distribution, system.version, system.isContainer],
    ['debian', '12', false],
  );
  const inside = await valueOf('hostSystem', { files: { ...files, '/.dockerenv': '' } });
  assert.ok(inside.isContainer);
});

test('updates are read from a simulation, with those for security told apart', () => {
  const text = [
    'Inst openssl [3.0.15-1] (3.0.17-1~deb12u3 Debian-Security:12/oldstable-security [amd64])',
    'Inst tzdata [2024b] (2025b-0+deb12u1 Debian:12.11/oldstable [all])',
    'Inst libc6 [2.36-9] (2.36-9+deb12u10 Debian:12.11/oldstable, Debian-Security:12/x [amd64])',
    'Inst newcomer (1.0 Debian:12.11/oldstable [all])',
    'Conf openssl (3.0.17-1 Debian-Security:12 [amd64])',
  ].join('\n');
  assert.deepEqual(
    pendingIn(text).map((one) => [one.package, one.isSecurity]),
    [
      ['openssl', true],
      ['tzdata', false],
      ['libc6', true],
    ],
  );
});

test('a newer kernel of the same flavour asks for a restart, one of another does not', () => {
  const names = ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.1.0-28-amd64', 'vmlinuz-6.9.0-1-rt-amd64'];
  assert.equal(newestKernel(names, '6.1.0-9-amd64'), '6.1.0-28-amd64');
  assert.equal(newestKernel(names, '6.1.0-28-amd64'), undefined);
  assert.equal(newestKernel(names, '6.18.44-fc'), undefined, 'it was started from elsewhere');
});

test('how passwords are stored is read, never what they are', async () => {
  const accounts = await valueOf('hostAccounts', {
    files: {
      '/etc/passwd':
        'root:x:0:0::/root:/bin/bash\nguest::1001:1001::/home/guest:/bin/sh\nwww:x:33:33::/var/www:/usr/sbin/nologin\n',
      '/etc/shadow': 'root:$y$j9T$abc$def:1::::::\nwww:*:1::::::\n',
      '/etc/group': 'sudo:x:27:ada,bob\n',
      '/etc/sudoers': 'Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n',
      '/etc/sudoers.d/ci': 'ci ALL=(ALL) \\\n  NOPASSWD: ALL\n',
      '/etc/sudoers.d/ci.bak': 'bad ALL=(ALL) NOPASSWD: ALL\n',
    },
  });
  assert.deepEqual(
    accounts.users.map(({ name, password }) => [name, password]),
    [
      ['root', 'yescrypt'],
      ['guest', 'none'],
      ['www', 'locked'],
    ],
  );
  assert.deepEqual(accounts.groups, [{ name: 'sudo', members: ['ada', 'bob'] }]);
  assert.deepEqual(
    accounts.sudo?.map(({ who, asks, line }) => [who, asks, line]),
    [
      ['root', true, 2],
      ['ci', false, 1],
    ],
  );
  assert.doesNotMatch(JSON.stringify(accounts), /j9T/);
});

test('what is closed to us is unknown, not absent', async () => {
  const accounts = await valueOf('hostAccounts', {
    uid: 1000,
    files: {
      '/etc/passwd': 'root:x:0:0::/root:/bin/bash\n',
      '/etc/shadow': null,
      '/etc/sudoers': null,
      '/root/.ssh/authorized_keys': null,
    },
  });
  assert.equal(accounts.users[0]?.password, undefined);
  assert.equal(accounts.sudo, undefined);
  assert.deepEqual(accounts.closed, ['/etc/shadow', '/etc/sudoers', '/root/.ssh/authorized_keys']);
});

test('sudoers: aliases are no rules, tags are no commands, a number sign may begin a user id', () => {
  const text =
    'User_Alias OPS = ada\n# comment\nOPS ALL = NOPASSWD: SETENV: /bin/ls, /bin/cat # why\n#1000 ALL=ALL\n';
  assert.deepEqual(
    sudoRules('/etc/sudoers', text).map(({ who, commands, asks }) => [who, commands, asks]),
    [
      ['OPS', '/bin/ls, /bin/cat', false],
      ['#1000', 'ALL', true],
    ],
  );
});

test('keys are known by type and length, with what limits them', () => {
  const modulus = Buffer.concat([Buffer.from([0x00, 0x80]), Buffer.alloc(127, 1)]);
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([
    field(Buffer.from('ssh-rsa')),
    field(Buffer.from([1, 0, 1])),
    field(modulus),
  ]).toString('base64');
  const text = `# mine\nssh-rsa ${blob} ada@laptop\ncommand="/bin/x y",no-pty ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== deploy\nnonsense\n`;
  assert.deepEqual(
    authorizedKeys('k', 'ada', text).map(({ line, type, bits, isRestricted, comment }) => [
      line,
      type,
      bits,
      isRestricted,
      comment,
    ]),
    [
      [2, 'ssh-rsa', 1_024, false, 'ada@laptop'],
      [3, 'ssh-ed25519', undefined, true, 'deploy'],
    ],
  );
});

test('settings of sshd: the first of a name counts, what depends on who comes does not', async () => {
  const text =
    'PermitRootLogin no\npermitrootlogin yes\nPort=2222\n# X11Forwarding yes\nMatch User git\n  PasswordAuthentication no\n';
  assert.deepEqual(settingsOf(text), { permitrootlogin: 'no', port: '2222' });
  const { settings } = await valueOf('hostSsh', {
    uid: 1000,
    files: {
      '/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\nPasswordAuthentication yes\n',
      '/etc/ssh/sshd_config.d/50-cloud.conf': 'PasswordAuthentication no\n',
      '/etc/ssh/sshd_config.d/notes.txt': 'PermitRootLogin yes\n',
    },
  });
  assert.equal(settings['passwordauthentication'], 'no');
  assert.equal(settings['permitrootlogin'], 'prohibit-password', 'what sshd does by itself');
});

test('sockets that listen are read from /proc, IPv6 included', () => {
  const text = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   110        0 4711 1',
    '   1: 0100007F:1538 0100007F:9C40 01 00000000:00000000 00:00000000 00000000   110        0 4712 1',
    '   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 4713 1',
    '   3: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 4714 1',
    '   4: 0000000000000000FFFF00000100007F:0016 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 4715 1',
  ].join('\n');
  assert.deepEqual(
    socketsIn(text, 'tcp').map(({ address, port, inode }) => [address, port, inode]),
    [
      ['127.0.0.1', 5_432, '4711'],
      ['::1', 80, '4713'],
      ['::', 22, '4714'],
      ['127.0.0.1', 22, '4715'],
    ],
  );
});

test('Node.js processes tell who runs them, their script and their debugger, and no other words', async () => {
  const secret = '--token=of-nobody';
  const { node } = await valueOf('hostProcesses', {
    files: {
      '/proc/7/status': 'Name:\tnode\nUid:\t998\t998\t998\t998\nNoNewPrivs:\t1\n',
      '/proc/7/cmdline': `node\0-r\0./hook.js\0--inspect=0.0.0.0\0server.js\0${secret}\0`,
      '/proc/8/status': 'Name:\tsshd\nUid:\t0\t0\t0\t0\n',
      '/proc/8/cmdline': 'sshd\0',
      '/usr/bin/node': '',
      '/srv/shop/server.js': '',
    },
    links: { '/proc/7/exe': '/usr/bin/node', '/proc/7/cwd': '/srv/shop' },
    entries: {
      '/usr/bin/node': { mode: 0o755 },
      '/srv/shop/server.js': { uid: 998, mode: 0o644 },
    },
    programs: { '/usr/bin/node --version': 'v24.11.0\n' },
  });
  assert.deepEqual(node, [
    {
      pid: 7,
      uid: 998,
      executable: '/usr/bin/node',
      version: 'v24.11.0',
      script: '/srv/shop/server.js',
      inspector: '0.0.0.0:9229',
      noNewPrivileges: true,
      writableCode: ['/srv/shop/server.js'],
    },
  ]);
});

test('a program that others could have put there is not run to ask its version', async () => {
  const { node } = await valueOf('hostProcesses', {
    files: {
      '/proc/7/status': 'Name:\tnode\nUid:\t998\t998\t998\t998\n',
      '/proc/7/cmdline': 'node\0a.js\0',
      '/home/eve/node': '',
    },
    links: { '/proc/7/exe': '/home/eve/node' },
    entries: { '/home/eve/node': { uid: 998, mode: 0o755 } },
    programs: { '/home/eve/node --version': 'v99.0.0\n' },
  });
  assert.equal(node[0]?.version, undefined);
});

test('means of protection are recognised by process, schedule and configuration', async () => {
  const { means, keepsLogs } = await valueOf('hostMeans', {
    files: {
      '/proc/9/status': 'Name:\trsyslogd\nUid:\t0\t0\t0\t0\n',
      '/proc/9/cmdline': '/usr/sbin/rsyslogd\0',
      '/etc/rsyslog.conf': '# *.* @old\n*.* @@logs.example:6514\n',
      '/etc/cron.d/dump': '# pg_dump by hand\n15 3 * * * postgres /usr/bin/pg_dump shop | gzip\n',
      '/etc/systemd/system/timers.target.wants/certbot.timer': '',
    },
  });
  assert.deepEqual(means['log shipping'], [
    'rsyslog to another host is set up in /etc/rsyslog.conf',
  ]);
  assert.deepEqual(means.backup, ['pg_dump is scheduled by /etc/cron.d/dump']);
  assert.deepEqual(means.certificates, ['certbot starts with the machine']);
  assert.deepEqual(means.integrity, []);
  assert.ok(keepsLogs);
});

test('every collector of a host yields or says why on this machine', async () => {
  const session = new Session(localHostSource('here'));
  for (const name of Object.keys(collectors).filter((one) => /^host[A-Z]/.test(one))) {
    const evidence = await session.ask<unknown>(collectors[name as EvidenceName]);
    assert.notEqual(evidence.status, 'broken', JSON.stringify(evidence));
    if (evidence.status === 'unavailable') assert.ok(evidence.remedy.length > 5);
  }
  const kernel = execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim();
  const system = await session.ask(collectors.hostSystem);
  assert.equal(system.status === 'available' && system.value.kernel, kernel);
});

test('packages are asked of whichever manager is there, and privileged programs by their hash', async () => {
  const folders = { '/usr/bin': { kind: 'directory', mode: 0o755 } } as const;
  const entries = {
    ...folders,
    '/usr/bin/sudo': { mode: 0o4755 },
    '/usr/bin/closed': { mode: 0o4711 },
    '/usr/bin/plain': { mode: 0o755 },
  };
  const format = '${db:Status-Status} ${binary:Package} ${Version}\\n';
  const hash = 'a'.repeat(64);
  const debian = await valueOf('hostPrograms', {
    entries,
    programs: {
      [`dpkg-query -W -f=${format}`]: 'installed openssl 3.0.17-1\nconfig-files old 1.0\n',
      'sha256sum -- /usr/bin/sudo /usr/bin/closed': `${hash}  /usr/bin/sudo\n`,
    },
  });
  assert.deepEqual(debian, { packages: ['openssl 3.0.17-1'], hashes: { '/usr/bin/sudo': hash } });
  const alpine = await valueOf('hostPrograms', {
    programs: {
      'apk info -v': 'musl-1.2.5-r9\nlibcrypto3-3.3.2-r4\nca-certificates-20250911-r0\n',
    },
  });
  assert.deepEqual(alpine.packages, [
    'musl 1.2.5-r9',
    'libcrypto3 3.3.2-r4',
    'ca-certificates 20250911-r0',
  ]);
  const rpm = await valueOf('hostPrograms', {
    programs: { 'rpm -qa --qf %{NAME}.%{ARCH} %{EVR}\\n': 'bash.x86_64 5.1.8-9.el9\n' },
  });
  assert.deepEqual(rpm.packages, ['bash.x86_64 5.1.8-9.el9']);
  assert.deepEqual(await valueOf('hostPrograms', {}), { hashes: {} });
});
