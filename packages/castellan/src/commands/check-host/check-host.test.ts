import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { reportSchema } from '@castellan/check';
import { formatToken, type SentReport } from '@castellan/core';
import { sentReportSchema } from '@castellan/core/wire';
import { runCli, startCli } from '../../case-cli.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-host-'));
});
after(() => rmSync(folder, { recursive: true }));

const isLinux = process.platform === 'linux' || 'a Linux host is needed';
const skip = isLinux === true ? false : isLinux;

test('this host is judged by the rules about hosts, and by no others', { skip }, () => {
  const { out, err } = runCli('.', 'check', 'host', '--json');
  const report = reportSchema.parse(JSON.parse(out));
  assert.equal(report.kind, 'host', err);
  assert.ok(report.isWhole);
  assert.ok(report.rules.every(({ rule }) => rule.startsWith('host/')));
  assert.deepEqual(
    report.rules.filter(({ status }) => status === 'error'),
    [],
  );
});

test('what was collected there is judged here, with the same findings', { skip }, () => {
  const archive = runCli('.', 'collect', 'host').out;
  assert.doesNotMatch(archive, /\$y\$|\$6\$|PRIVATE KEY/);
  writeFileSync(join(folder, 'host.json'), archive);
  // Nothing of this comes and goes with what runs beside the test.
  const only = ['--only', 'host/kernel-settings', '--only', 'host/os-supported', '--json'];
  const here = reportSchema.parse(JSON.parse(runCli('.', 'check', 'host', ...only).out));
  const there = runCli(folder, 'check', 'host', '--evidence', 'host.json', ...only);
  const judged = reportSchema.parse(JSON.parse(there.out));
  const names = ({ findings }: typeof here): string[] =>
    findings.map(({ fingerprint }) => fingerprint);
  assert.deepEqual(names(judged), names(here));
});

test(
  'what watch compares is sent with the report, also of evidence that was collected before',
  { skip },
  async (t) => {
    const taken: SentReport[] = [];
    const server = createHttpServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        taken.push(sentReportSchema.parse(JSON.parse(body)));
        const answer = { id: 'x', isKnown: false, opened: 0, reopened: 0, verified: 0 };
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['CASTELLAN_WATCH_TOKEN'] = formatToken('ingest', 'a'.repeat(43));
    t.after(() => delete process.env['CASTELLAN_WATCH_TOKEN']);
    const only = ['--only', 'host/kernel-settings', '--send-to', to, '--require-sent'];
    const here = await startCli('.', 'check', 'host', ...only);
    assert.match(here.err, /the report is at 127\.0\.0\.1/);
    writeFileSync(join(folder, 'sent.json'), runCli('.', 'collect', 'host').out);
    const there = await startCli(folder, 'check', 'host', '--evidence', 'sent.json', ...only);
    assert.match(there.err, /the report is at 127\.0\.0\.1/);
    const [one, other] = taken;
    assert.equal(one?.target, other?.target);
    const users = one?.hostState?.users ?? [];
    assert.ok(users.some((line) => line.startsWith('root (0:0) ')));
    assert.deepEqual(other?.hostState?.users, users);
    assert.deepEqual(other?.hostState?.groups, one?.hostState?.groups);
    assert.doesNotMatch(JSON.stringify(taken), /\$y\$|\$6\$|PRIVATE KEY/);
  },
);

test('what is no host, or cannot be reached, is told in words', () => {
  const odd = runCli('.', 'check', 'host', 'web-1');
  assert.equal(odd.code, 2);
  assert.match(odd.err, /"web-1" is no host: give ssh:\/\/user@host, or nothing for this one/);
  writeFileSync(join(folder, 'some.json'), '{}');
  assert.match(runCli(folder, 'check', 'host', 'some.json').err, /--evidence some\.json/);
  const other = runCli('.', 'check', '--only', 'host/sudo');
  assert.match(other.err, /about a host: castellan check host/);
  const gone = runCli('.', 'check', 'host', 'ssh://nobody@127.0.0.1:1');
  assert.equal(gone.code, 1);
  assert.match(gone.err, /ssh:\/\/nobody@127\.0\.0\.1:1 cannot be reached: /);
});

const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));
const withoutSshd =
  sshd === undefined && process.env['CI'] !== 'true'
    ? 'no sshd here: apt-get install openssh-server openssh-client'
    : false;

test('a host over ssh yields what it yields from inside', { skip: withoutSshd }, async () => {
  const { config, stop } = await startSshd();
  const home = process.env['PATH'];
  // The ssh of this user, told where the keys of the test are.
  writeFileSync(join(folder, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${config} "$@"\n`);
  chmodSync(join(folder, 'ssh'), 0o755);
  process.env['PATH'] = `${folder}:${home}`;
  try {
    const only = [
      '--only',
      'host/os-supported',
      '--only',
      'host/file-rights',
      '--only',
      'host/ssh-root',
    ];
    const far = await startCli('.', 'check', 'host', 'ssh://case', ...only, '--json');
    const near = await startCli('.', 'check', 'host', ...only, '--json');
    const told = (text: string): unknown =>
      reportSchema
        .parse(JSON.parse(text))
        .rules.map(({ rule, status, reason }) => [rule, status, reason]);
    assert.deepEqual(told(far.out), told(near.out), far.err);
  } finally {
    process.env['PATH'] = home;
    await stop();
  }
});

/** An sshd on a free port, with keys of its own, that lets this user in. */
async function startSshd(): Promise<{ config: string; stop: () => Promise<void> }> {
  const file = (name: string): string => join(folder, name);
  for (const name of ['host', 'user']) {
    const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
    assert.equal(made.status, 0, String(made.stderr));
  }
  // Where root starts it, sshd wants its empty folder, which Debian makes at boot.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await freePort();
  const options = [
    'ListenAddress=127.0.0.1',
    `AuthorizedKeysFile=${file('user.pub')}`,
    'StrictModes=no',
    'UsePAM=no',
    'PidFile=none',
  ].flatMap((option) => ['-o', option]);
  const server = spawn(
    sshd ?? 'sshd',
    ['-D', '-e', '-f', '/dev/null', '-h', file('host'), '-p', String(port), ...options],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  for (let tries = 0; !said.includes('Server listening'); tries += 1) {
    assert.ok(tries < 100 && server.exitCode === null, said);
    await pause(50);
  }
  writeFileSync(
    file('ssh_config'),
    [
      'Host case',
      'HostName 127.0.0.1',
      `Port ${port}`,
      `User ${userInfo().username}`,
      `IdentityFile ${file('user')}`,
      `UserKnownHostsFile ${file('known')}`,
      'StrictHostKeyChecking accept-new',
      '',
    ].join('\n'),
  );
  const ended = once(server, 'exit');
  return {
    config: file('ssh_config'),
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
