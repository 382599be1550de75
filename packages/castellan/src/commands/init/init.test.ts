import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type FixReport, fixReportSchema } from '@castellan/check';
import { folderWith, runCli } from '../../case-cli.ts';

const workspace = fileURLToPath(new URL('../../../../../', import.meta.url));
const told = ['--owner', '@acme/shop', '--contact', 'security@example.com'];
let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-init-'));
});
after(() => rmSync(folder, { recursive: true }));

function repo(files: Readonly<Record<string, string>>): string {
  const root = folderWith(folder, files);
  const git = (...words: readonly string[]): unknown => execFileSync('git', words, { cwd: root });
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'a');
  git('config', 'user.email', 'a@example.com');
  git('add', '-A');
  git('-c', 'commit.gpgsign=false', 'commit', '-qm', 'x');
  return root;
}

/** Sets the repository up; the second time there must be nothing to do. */
function setUp(root: string, ...more: readonly string[]): FixReport {
  const run = (...flags: readonly string[]): FixReport => {
    const { code, out, err } = runCli(root, 'init', '--json', ...flags, ...told, ...more);
    assert.equal(code, 0, err);
    return fixReportSchema.parse(JSON.parse(out));
  };
  const report = run('--yes');
  const again = run('--yes', '--allow-dirty');
  assert.deepEqual(again.files, []);
  assert.deepEqual(
    again.fixes.filter(({ state }) => state !== 'asks'),
    [],
    'what is set up is not set up again',
  );
  const left = again.report.findings.filter(({ isFixable }) => isFixable);
  assert.deepEqual(left, [], 'nothing is left that it could mend');
  return report;
}

function filesOf({ files }: FixReport): string[] {
  return files.map(({ path }) => path).sort();
}

const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');

/** Asks itself, once as people do and once as attackers do, and tells the answers. */
const express = `const { execSync } = require('node:child_process');
const app = require('express')();
app.get('/', (req, res) => { res.send(execSync('echo ' + req.query.name).toString()); });
const server = app.listen(0, async () => {
  for (const name of ['ana', 'ana; id']) {
    const answer = await fetch('http://127.0.0.1:' + server.address().port + '/?name=' + encodeURIComponent(name));
    console.log('answer', answer.status);
  }
  process.exit();
});
`;

test('a fresh app of Express, as npm init leaves it: set up, and started under guard', () => {
  const root = repo({
    'package.json': JSON.stringify({
      name: 'shop',
      version: '1.0.0',
      main: 'index.js',
      scripts: { test: 'echo "Error: no test specified" && exit 1' },
      dependencies: { express: '^5.0.0' },
    }),
    'index.js': express,
  });
  const report = setUp(root, '--host', 'github');
  assert.deepEqual(filesOf(report), [
    '.githooks/pre-commit',
    '.github/CODEOWNERS',
    '.github/dependabot.yml',
    '.github/pull_request_template.md',
    '.github/workflows/castellan.yml',
    '.gitignore',
    '.npmrc',
    'SECURITY.md',
    'package.json',
    'public/.well-known/security.txt',
  ]);
  assert.match(read(root, '.gitignore'), /^node_modules\/\n\.env\n/);
  assert.match(read(root, 'public/.well-known/security.txt'), /^Contact: mailto:security@example/);
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  symlinkSync(join(workspace, 'packages/castellan'), join(modules, 'castellan'));
  symlinkSync(join(workspace, 'node_modules/express'), join(modules, 'express'));
  const out = execFileSync('npm', ['start', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '-C castellan-source' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.deepEqual(out.match(/answer \d+/g), ['answer 200', 'answer 403']);
});

test('an app in TypeScript on GitLab', () => {
  const root = repo({
    '.gitignore': 'node_modules\n# ours\n',
    'package.json':
      '{\n  "name": "shop",\n  "private": true,\n  "type": "module",\n  "scripts": { "start": "tsx src/server.ts" },\n  "dependencies": { "dotenv": "17.0.0", "fastify": "5.0.0" }\n}\n',
    'src/server.ts':
      "import 'dotenv/config';\nimport fastify from 'fastify';\nawait fastify().listen({ port: Number(process.env['PORT']) });\n",
  });
  const report = setUp(root, '--host', 'gitlab');
  assert.deepEqual(filesOf(report), [
    '.env.example',
    '.githooks/pre-commit',
    '.gitignore',
    '.gitlab-ci.yml',
    '.gitlab/CODEOWNERS',
    '.gitlab/merge_request_templates/Default.md',
    '.npmrc',
    'package.json',
    'public/.well-known/security.txt',
    'renovate.json',
  ]);
  assert.match(read(root, 'package.json'), /"start": "castellan run -- tsx src\/server\.ts"/);
  assert.equal(read(root, '.env.example'), 'PORT=\n');
  assert.equal(read(root, '.gitignore'), 'node_modules\n# ours\n.env\n.env.*\n!.env.example\n');
  assert.match(read(root, '.gitlab-ci.yml'), /^castellan:\n {2}image: node:24\n/);
});

test('workspaces: the app among them gets guard, the root the rest', () => {
  const root = repo({
    '.gitignore': 'node_modules\n',
    'package.json': '{ "name": "all", "private": true, "workspaces": ["apps/*", "packages/*"] }\n',
    'apps/api/package.json':
      '{ "name": "api", "private": true, "scripts": { "start": "node server.js" }, "dependencies": { "fastify": "5.0.0" } }\n',
    'apps/api/server.js': "require('fastify')().listen({ port: 3000 });\n",
    'packages/text/package.json': '{ "name": "text", "private": true, "main": "text.js" }\n',
  });
  const report = setUp(root, '--host', 'github');
  const files = filesOf(report);
  assert.ok(files.includes('apps/api/package.json') && files.includes('package.json'));
  assert.ok(!files.includes('packages/text/package.json'));
  assert.match(read(root, 'apps/api/package.json'), /node --import castellan\/guard server\.js/);
  assert.match(read(root, '.github/dependabot.yml'), /package-ecosystem: npm/);
  const guard = report.fixes.find(({ rule }) => rule === 'guard/installed');
  assert.equal(guard?.command, 'npm install castellan --workspace apps/api');
});

test('what is there is added to, and nothing of it is lost', () => {
  const files = {
    '.gitignore': 'node_modules\n.env*\n',
    '.gitlab-ci.yml': '# ours\ntest:\n  image: node:24 # newest\n  script:\n    - npm test\n',
    '.husky/pre-commit': 'npx lint-staged\n',
    '.npmrc': '# ours\nfund=false\n',
    CODEOWNERS: '* @acme/all\n',
    Dockerfile:
      '# ours\nFROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "app.js"]\n',
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {} } }),
    'package.json':
      '{\n  "name": "shop",\n  "private": true,\n  "scripts": {\n    "prepare": "husky",\n    "start": "node app.js"\n  }\n}\n',
    'app.js': "require('node:http').createServer().listen(3000);\n",
    'renovate.json': '{"extends":["config:recommended"]}\n',
  };
  const root = repo(files);
  setUp(root);
  for (const [file, before] of Object.entries(files)) {
    const now = read(root, file);
    const kept = before.split('\n').filter((line) => !line.includes('CMD'));
    for (const line of kept) assert.ok(now.includes(line), `${file} has lost ${line}`);
  }
  for (const file of ['CODEOWNERS', 'renovate.json', '.gitignore', 'package.json', 'app.js'])
    assert.equal(read(root, file), files[file as keyof typeof files], file);
  assert.match(
    read(root, '.husky/pre-commit'),
    /^npx lint-staged\nnpx castellan check --staged\n$/,
  );
  assert.match(read(root, 'Dockerfile'), /RUN npm ci\nUSER node\nCMD \["node", "--import", /);
  assert.match(read(root, '.npmrc'), /^# ours\nfund=false\n/);
  assert.match(read(root, '.gitlab-ci.yml'), /npm test\ncastellan:\n/);
});

test('a dry run shows all and writes nothing; the help has examples', () => {
  const root = repo({ 'package.json': '{"name":"a","dependencies":{"express":"5.0.0"}}' });
  const { code, out, err } = runCli(root, 'init', '--dry-run', '--host', 'github', ...told);
  assert.equal(code, 0, err);
  assert.match(out, /^\+min-release-age=7$/m);
  assert.match(err, /nothing was changed/);
  assert.equal(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }), '');
  assert.match(runCli(root, 'init', '--help').out, /castellan init --dry-run/);
});
