import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type FixReport, fixReportSchema } from '@castellan/check';
import { folderWith, runCli, type Said } from '../../case-cli.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-fix-'));
});
after(() => rmSync(folder, { recursive: true }));

const castellan = runCli;

/** A git repository in which everything is committed. */
function repo(files: Readonly<Record<string, string>>): string {
  const root = folderWith(folder, files);
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: root });
  commit(root);
  return root;
}

function commit(root: string): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', ['add', '-A'], { cwd: root });
  execFileSync('git', [...identity, '-c', 'commit.gpgsign=false', 'commit', '-qm', 'x'], {
    cwd: root,
  });
}

function changed(root: string): string {
  return execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: root, encoding: 'utf8' });
}

function reportOf({ out }: Said): FixReport {
  return fixReportSchema.parse(JSON.parse(out));
}

const image = 'FROM node:24\nCMD ["node", "a.js"]\n';
const only = ['check', '--fix', '--only', 'docker/user'];

test('a dry run shows the diff and changes nothing; the exit code is that of how things stand', () => {
  const root = repo({ Dockerfile: image });
  const { code, out, err } = castellan(root, ...only, '--dry-run');
  assert.equal(code, 1, err);
  assert.match(out, /^\+ docker\/user I5 {2}Dockerfile$/m);
  assert.match(
    out,
    /^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ -1,2 \+1,3 @@\n FROM node:24\n\+USER node\n/m,
  );
  assert.doesNotMatch(out + err, /\u001b/);
  assert.equal(changed(root), '');
});

test('without a terminal it writes only when told', () => {
  const root = repo({ Dockerfile: image });
  const { code, err } = castellan(root, ...only);
  assert.equal(code, 2);
  assert.match(err, /there is no terminal to ask on: give --yes or --dry-run/);
  assert.equal(changed(root), '');
});

test('it mends, keeps mode and line ends, judges again, and has nothing to do the second time', () => {
  const root = repo({ Dockerfile: image.replaceAll('\n', '\r\n') });
  chmodSync(join(root, 'Dockerfile'), 0o755);
  commit(root);
  const { code, out, err } = castellan(root, ...only, '--yes');
  assert.equal(code, 0, err + out);
  assert.match(out, /^1 fix applied, and judged again\.$/m);
  assert.match(out, /^gate passed$/m);
  assert.equal(
    readFileSync(join(root, 'Dockerfile'), 'utf8'),
    'FROM node:24\r\nUSER node\r\nCMD ["node", "a.js"]\r\n',
  );
  assert.equal(statSync(join(root, 'Dockerfile')).mode & 0o777, 0o755);
  const again = castellan(root, ...only, '--yes');
  assert.equal(again.code, 0);
  assert.match(again.out, /^Nothing here can be mended by itself\.$/m);
});

test('a file whose text is in no commit is mended only when allowed', () => {
  const root = repo({ 'a.js': '' });
  writeFileSync(join(root, 'Dockerfile'), image);
  for (const step of ['untracked', 'changed']) {
    const refused = castellan(root, ...only, '--yes');
    assert.equal(refused.code, 2, step);
    assert.match(refused.err, /what stands in Dockerfile now is in no commit/);
    assert.equal(readFileSync(join(root, 'Dockerfile'), 'utf8').includes('USER'), false);
    commit(root);
    writeFileSync(join(root, 'Dockerfile'), `${image}# changed\n`);
  }
  assert.equal(castellan(root, ...only, '--yes', '--allow-dirty').code, 0);
  assert.match(readFileSync(join(root, 'Dockerfile'), 'utf8'), /USER node\n.*\n# changed/);
});

test('where there is no git, files are made and none is changed without leave', () => {
  const root = repo({ 'package.json': '{"dependencies":{"a":"1"}}' });
  rmSync(join(root, '.git'), { recursive: true });
  const made = castellan(root, 'check', '--fix', '--yes', '--only', 'deps/min-age');
  assert.equal(made.code, 0, made.err);
  assert.equal(readFileSync(join(root, '.npmrc'), 'utf8'), 'min-release-age=7\n');
  const other = repo({ Dockerfile: image });
  rmSync(join(other, '.git'), { recursive: true });
  assert.equal(castellan(other, ...only, '--yes').code, 2);
});

test('JSON tells what was done, by its schema', () => {
  const root = repo({ Dockerfile: image, 'web.Dockerfile': 'FROM debian:12\nCMD ["node"]\n' });
  const planned = reportOf(castellan(root, ...only, '--dry-run', '--json'));
  assert.equal(planned.isDryRun, true);
  assert.deepEqual(
    planned.fixes.map(({ state, files }) => [state, ...files]),
    [['planned', 'Dockerfile']],
  );
  const said = castellan(root, ...only, '--yes', '--json');
  const { fixes, files, report } = reportOf(said);
  assert.deepEqual(
    fixes.map(({ state }) => state),
    ['applied'],
  );
  assert.deepEqual(
    files.map(({ path, isNew }) => [path, isNew]),
    [['Dockerfile', false]],
  );
  assert.deepEqual(
    report.findings.map(({ file }) => file),
    ['web.Dockerfile'],
  );
  assert.equal(said.code, 1);
});

test('what changes the behaviour needs leave, and says so', () => {
  const root = repo({
    'package.json': '{"private":true}',
    'load.js': "const https = require('https');\nnew https.Agent({ rejectUnauthorized: false });\n",
  });
  const tls = ['check', '--fix', '--yes', '--only', 'crypto/tls-verify-off'];
  const kept = castellan(root, ...tls);
  assert.match(kept.out, /\? crypto\/tls-verify-off C5[^]*give --unsafe/);
  assert.equal(changed(root), '');
  const mended = castellan(root, ...tls, '--unsafe');
  assert.equal(mended.code, 0, mended.out);
  assert.match(readFileSync(join(root, 'load.js'), 'utf8'), /new https\.Agent\(\{\}\)/);
});

test('an accepted finding is left as it is', () => {
  const root = repo({ Dockerfile: image });
  const { report } = reportOf(castellan(root, ...only, '--dry-run', '--json'));
  const id = report.findings[0]!.fingerprint;
  const given = ['--reason', 'a test', '--owner', 'ana'];
  assert.equal(castellan(root, 'accept', id, ...given).code, 0);
  commit(root);
  assert.match(castellan(root, ...only, '--yes').out, /Nothing here can be mended/);
});

test('a link in the repository that leads out of it is followed nowhere', () => {
  const outside = mkdtempSync(join(folder, 'outside-'));
  const root = repo({ 'package.json': '{"dependencies":{"a":"1"}}', '.git-ignored': '' });
  symlinkSync(outside, join(root, '.github'));
  writeFileSync(join(root, '.npmrc'), 'fund=false\n');
  commit(root);
  execFileSync('git', ['remote', 'add', 'origin', 'https://github.com/acme/shop.git'], {
    cwd: root,
  });
  const said = castellan(root, 'check', '--fix', '--yes', '--only', 'deps/update-bot', '--json');
  assert.equal(reportOf(said).fixes[0]?.state, 'refused', said.err);
  assert.equal(said.code, 3);
  assert.equal(existsSync(join(outside, 'dependabot.yml')), false);
});

test('what makes no sense is told', () => {
  const root = repo({ 'a.js': '' });
  const misuse: [string[], RegExp][] = [
    [['check', '--yes'], /--yes goes with --fix/],
    [['check', '--fix', '--json'], /--json shows nothing to agree to/],
    [['check', '--fix', '--staged', '--yes'], /--fix mends this folder/],
    [
      ['check', '--fix', '--yes', '--owner', 'ana'],
      /--owner takes @user, @org\/team or an address/,
    ],
    [
      ['check', '--fix', '--yes', '--contact', 'here'],
      /--contact takes an address or an https link/,
    ],
    [['init', '--yes', '--host', 'sourceforge'], /--host takes github or gitlab/],
  ];
  for (const [argv, message] of misuse) {
    const { code, err } = castellan(root, ...argv);
    assert.equal(code, 2, `${argv.join(' ')}: ${err}`);
    assert.match(err, message);
  }
});

test('init sets a fresh app up, keeps what is there, and does nothing the second time', () => {
  const manifest = {
    name: 'shop',
    version: '1.0.0',
    scripts: { start: 'node index.js' },
    dependencies: { express: '5', dotenv: '17' },
  };
  const lock = { lockfileVersion: 3, packages: { '': manifest } };
  const root = repo({
    'package.json': `${JSON.stringify(manifest, null, 4)}\n`,
    'package-lock.json': JSON.stringify(lock),
    'index.js': "require('dotenv').config();\nrequire('express')().listen(process.env.PORT);\n",
    Dockerfile: 'FROM node:24\nCOPY . .\nRUN npm i\nCMD ["npm", "start"]\n',
    '.gitignore': 'node_modules # ours\n',
    'SECURITY.md': 'Our own words.\n',
  });
  const told = ['--host', 'github', '--owner', '@acme/shop'];
  const { code, out, err } = castellan(root, 'init', '--yes', ...told);
  assert.equal(code, 0, err + out);
  assert.match(out, /^next: run npm install castellan$/m);
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  assert.equal(
    changed(root).replaceAll(/^.. /gm, ''),
    `.gitignore
Dockerfile
package.json
.dockerignore
.env.example
.githooks/pre-commit
.github/CODEOWNERS
.github/dependabot.yml
.github/pull_request_template.md
.github/workflows/castellan.yml
.npmrc
`,
  );
  assert.equal(text('.gitignore'), 'node_modules # ours\n.env\n.env.*\n!.env.example\n');
  assert.equal(text('.env.example'), 'PORT=\n');
  assert.equal(text('SECURITY.md'), 'Our own words.\n');
  assert.match(text('Dockerfile'), /RUN npm ci\nUSER node\nCMD/);
  assert.match(text('package.json'), /^ {8}"start": "node --import castellan\/guard index\.js",$/m);
  assert.match(text('package.json'), /^ {4}"private": true$/m);
  assert.match(text('.github/dependabot.yml'), /github-actions/);
  assert.ok((statSync(join(root, '.githooks/pre-commit')).mode & 0o100) !== 0);
  commit(root);
  const again = castellan(root, 'init', '--yes', ...told);
  assert.equal(again.code, 0);
  assert.match(again.out, /^Nothing here can be mended by itself\.$/m);
  assert.equal(changed(root), '');
});
