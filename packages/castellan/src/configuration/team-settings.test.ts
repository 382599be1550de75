import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { folderWith, runCli, startCli } from '../case-cli.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-configured-'));
after(() => rmSync(home, { recursive: true }));

const image = 'FROM node:24\nCMD ["node", "a.js"]\n';
const only = ['check', '--only', 'docker/user', '--json'];
const configured = (check: unknown): string =>
  folderWith(home, {
    Dockerfile: image,
    'castellan.config.ts': `import { defineConfig } from 'castellan';\nexport default defineConfig(${JSON.stringify({ check })});\n`,
  });

test('severity, gate and acceptances follow the configuration; what is off is unknown', () => {
  const plain = runCli(configured({}), ...only);
  assert.equal(plain.code, 1, plain.err);
  const milder = runCli(configured({ rules: { docker: 'medium' } }), ...only);
  const report = reportSchema.parse(JSON.parse(milder.out));
  assert.deepEqual([milder.code, report.findings[0]?.severity], [0, 'medium']);
  const strict = { rules: { docker: 'medium' }, failOn: { severity: 'medium' } };
  const failed = runCli(configured(strict), 'check', '--only', 'docker/user');
  assert.equal(failed.code, 1);
  assert.match(failed.out, /gate failed: 1 new finding of medium severity or worse/);
  const off = runCli(configured({ rules: { I5: 'critical', 'docker/user': 'off' } }), ...only);
  const told = reportSchema.parse(JSON.parse(off.out)).rules[0];
  assert.deepEqual(
    [told?.status, told?.reason],
    ['unknown', 'it is turned off in castellan.config.ts'],
  );

  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const entry = { rule: 'docker/user', file: 'Docker*', reason: 'r', owner: 'ana', until };
  const accepted = runCli(configured({ accept: [entry] }), ...only);
  assert.equal(accepted.code, 0, accepted.err);
  assert.equal(reportSchema.parse(JSON.parse(accepted.out)).findings[0]?.acceptance?.owner, 'ana');
  const both = ['check', '--only', 'docker/user', '--only', 'accept', '--json'];
  const stale = runCli(configured({ accept: [entry, { ...entry, file: 'gone/**' }] }), ...both);
  assert.match(stale.out, /What was accepted of docker\/user is no longer found/);
  const over = runCli(configured({ accept: [{ ...entry, until: '2026-01-01' }] }), ...both);
  assert.equal(over.code, 1);
});

test('a configuration that makes no sense ends in 2 before anything is judged', () => {
  const { code, err } = runCli(configured({ failOn: { sevrity: 'low' } }), 'check');
  assert.equal(code, 2);
  assert.match(
    err,
    /castellan\.config\.ts:2: unknown key "sevrity" in check\.failOn; did you mean/,
  );
  assert.equal(runCli(configured({}), 'check', '--config', 'none.ts').code, 2);
});

test('--all judges what the configuration names, each with files of its own', async () => {
  const server = createServer((_, response) => response.end('<p>shop</p>')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const site = `http://127.0.0.1:${port}`;
    const root = configured({
      targets: { sites: [site], hosts: ['ssh://nobody@127.0.0.1:1'] },
      output: ['r/all.json'],
    });
    const { code, out, err } = await startCli(root, 'check', '--all');
    assert.match(out, /docker\/user I5/);
    assert.match(out, /^castellan check .*: http:\/\/127\.0\.0\.1:/m);
    assert.equal(code, 1, err);
    assert.match(err, /host ssh:\/\/nobody@127\.0\.0\.1:1 was not judged: /);
    assert.deepEqual(readdirSync(join(root, 'r')).sort(), [
      'all.repository.json',
      `all.site-127.0.0.1-${port}.json`,
    ]);
    assert.equal(runCli(root, 'check', '--all', '--staged').code, 2);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
