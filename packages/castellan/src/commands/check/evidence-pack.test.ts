import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { folderWith, runCli } from '../../case-cli.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-pack-'));
const configHome = process.env['XDG_CONFIG_HOME'];
before(() => {
  process.env['XDG_CONFIG_HOME'] = join(home, 'config');
});
after(() => {
  if (configHome === undefined) delete process.env['XDG_CONFIG_HOME'];
  else process.env['XDG_CONFIG_HOME'] = configHome;
  rmSync(home, { recursive: true });
});

test('a pack of check is verified by the command that verifies those of the console', () => {
  const root = folderWith(home, { Dockerfile: 'FROM node:24\nCMD ["node", "a.js"]\n' });
  const only = ['check', '--only', 'docker/user'];
  const made = runCli(root, ...only, '--evidence-pack', 'pack.jsonl', '--standard', 'pci');
  assert.equal(made.code, 1, made.err);
  const key = / --key (\S+)/.exec(made.err)?.[1];
  assert.ok(key, made.err);
  const verified = runCli(root, 'verify-evidence', 'pack.jsonl', '--key', key);
  assert.equal(verified.code, 0, verified.err);
  assert.match(verified.out, /finding: 1\n/);
  assert.match(verified.out, /practice: 41\n/);
  const text = readFileSync(join(root, 'pack.jsonl'), 'utf8');
  assert.match(text, /"type":"requirement","data":\{"standard":"pci-dss4"/);
  assert.doesNotMatch(text, /asvs5:|"frame"/);
  writeFileSync(join(root, 'pack.jsonl'), text.replace('"status":"fail"', '"status":"pass"'));
  assert.equal(runCli(root, 'verify-evidence', 'pack.jsonl').code, 1);

  const keyFile = join(home, 'config', 'castellan', 'evidence-key.pem');
  if (process.platform !== 'win32') assert.equal(statSync(keyFile).mode & 0o077, 0);
  const again = runCli(root, ...only, '--evidence-pack', 'pack.jsonl');
  assert.match(again.err, new RegExp(` --key ${key.replace(/[+/]/g, '\\$&')}`));
});

test('a report by the requirements of a standard: nothing passes that was not looked at', () => {
  const root = folderWith(home, { Dockerfile: 'FROM node:24\nCMD ["node", "a.js"]\n' });
  const { out } = runCli(
    root,
    'check',
    '--only',
    'docker/user',
    '--standard',
    'asvs',
    '--standard',
    'nis2',
  );
  assert.match(
    out,
    /^fail +13\.2\.2 +Services and accounts have only the rights that they need\n/m,
  );
  assert.match(
    out,
    /^unknown +1\.2\.4 +Database queries take data as parameters\n +.*injection\/sql unknown/m,
  );
  assert.match(out, /NIS 2 Directive/);
  assert.equal(runCli(root, 'check', '--standard', 'hipaa').code, 2);
  assert.equal(runCli(root, 'check', '--standard', 'pci', '--json').code, 2);
});
