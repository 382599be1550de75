import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { reportSchema } from '@castellan/check';
import { folderWith, runCli, type Said } from '../../case-cli.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-check-'));
});
after(() => rmSync(folder, { recursive: true }));

const castellan = runCli;
const repo = (files: Readonly<Record<string, string>>): string => folderWith(folder, files);

const rootImage = 'FROM node:24\nCMD ["node", "a.js"]\n';

test('findings fail the gate, are told in every form, and pass once they are known or accepted', () => {
  const root = repo({ Dockerfile: rootImage });
  const only = ['check', '--only', 'docker/user'];
  const first = castellan(root, ...only, '--sarif', 'x.sarif', '--md', 'x.md');
  assert.equal(first.code, 1, first.err);
  assert.match(first.out, /docker\/user I5 {2}Dockerfile:1 {2}[0-9a-f]{8}\n/);
  assert.doesNotMatch(first.out, /\u001b/);
  assert.equal(JSON.parse(readFileSync(join(root, 'x.sarif'), 'utf8')).version, '2.1.0');
  assert.match(readFileSync(join(root, 'x.md'), 'utf8'), /\| high, likely \| docker\/user \|/);

  const forms = ['r.html', 'out/r.xml', 'r.csv', 'gl-sast-report.json'];
  const several = castellan(root, ...only, ...forms.flatMap((form) => ['--output', form]));
  assert.equal(several.code, 1, several.err);
  for (const form of forms)
    assert.match(readFileSync(join(root, form), 'utf8'), /The image runs as root|USER/, form);
  assert.match(
    castellan(root, ...only, '--format', 'github').out,
    /^::error file=Dockerfile,line=1,title=docker\/user \(I5\)::/,
  );

  const json = castellan(root, ...only, '--json');
  const report = reportSchema.parse(JSON.parse(json.out));
  assert.equal(report.exitCode, 1);

  assert.equal(castellan(root, ...only, '--write-baseline').code, 0);
  assert.equal(castellan(root, ...only).code, 0);
  rmSync(join(root, 'castellan.baseline.json'));
  const id = report.findings[0]!.fingerprint.slice(0, 8);
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const given = ['--reason', 'a test', '--owner', 'ana', '--until', until];
  assert.equal(castellan(root, 'accept', '00000000', ...given).code, 1);
  assert.equal(castellan(root, 'accept', id, '--reason', 'a test').code, 2);
  assert.equal(castellan(root, 'accept', id, ...given.slice(0, -1), '2020-01-01').code, 2);
  const accepted = castellan(root, 'accept', id, ...given);
  assert.equal(accepted.code, 0, accepted.err);
  assert.equal(castellan(root, ...only).code, 0);
});

test('a staged secret stops the commit, a taken back one does not, and none is shown', () => {
  const root = repo({ 'a.js': 'let a;\n' });
  execFileSync('git', ['init', '-q'], { cwd: root });
  const secret = ['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('');
  writeFileSync(join(root, 'a.js'), `const apiSecret = '${secret}';\n`);
  execFileSync('git', ['add', '.'], { cwd: root });
  const stopped = castellan(root, 'check', '--staged');
  assert.equal(stopped.code, 1, stopped.err);
  assert.match(stopped.out, /secrets\/staged/);
  for (const form of [[], ['--json']])
    assert.doesNotMatch(castellan(root, 'check', '--staged', ...form).out, new RegExp(secret));
  writeFileSync(join(root, 'a.js'), 'const apiSecret = process.env.API_SECRET;\n');
  execFileSync('git', ['add', '.'], { cwd: root });
  assert.equal(castellan(root, 'check', '--staged').code, 0);
});

test('evidence is collected here and judged there, with the same findings', () => {
  const root = repo({ Dockerfile: rootImage, 'package.json': '{"private":true}' });
  const archive = castellan(root, 'collect', '--with-sources').out;
  const elsewhere = repo({ 'evidence.json': archive });
  const names = (said: Said): string[] =>
    reportSchema.parse(JSON.parse(said.out)).findings.map(({ fingerprint }) => fingerprint);
  const there = castellan(elsewhere, 'check', '--evidence', 'evidence.json', '--json');
  assert.deepEqual(names(there), names(castellan(root, 'check', '--json')));
  const lean = castellan(root, 'collect').out;
  writeFileSync(join(elsewhere, 'lean.json'), lean);
  const judged = castellan(elsewhere, 'check', '--evidence', 'lean.json', '--only', 'secrets/tree');
  assert.match(judged.out, /\? unknown {2}secrets\/tree[^]*collect with --with-sources/);
  assert.equal(judged.code, 3);
});

test('what makes no sense ends in 2 and says what was probably meant', () => {
  const root = repo({});
  const misuse: [string[], RegExp][] = [
    [
      ['check', '--only', 'docker/usr'],
      /there is no rule "docker\/usr"; did you mean docker\/user\?/,
    ],
    [['check', '--only', 'I14'], /I14 is about a domain: castellan check domain/],
    [['check', '--jsn'], /unknown flag --jsn; did you mean --json\?/],
    [['check', '--baseline', 'none.json'], /there is no file none\.json/],
    [['check', '--evidence', 'none.json'], /none\.json/],
    [['explain'], /explain takes one rule/],
    [['explain', 'secrets\\tree'], /there is no rule/],
  ];
  for (const [argv, message] of misuse) {
    const { code, err } = castellan(root, ...argv);
    assert.equal(code, 2, `${argv.join(' ')}: ${err}`);
    assert.match(err, message);
  }
});

test('an empty folder is no success by silence', () => {
  const { out, code } = castellan(repo({}), 'check', '--only', 'hooks/pre-commit');
  assert.match(out, /\? unknown {2}hooks\/pre-commit/);
  assert.equal(code, 3);
});

test('a rule is explained with what it says of examples', () => {
  const { out, code } = castellan(repo({}), 'explain', 'docker/user');
  assert.equal(code, 0);
  assert.match(out, /^docker\/user: Containers run as a user that is not root\n/);
  assert.match(out, /practice {4}I5: Run processes without privileges\n/);
  assert.match(out, /weakness {4}CWE-250 /);
  assert.match(out, /^ {2}fail {12}no user at all$/m);
});

test('this repository holds no secret, not even one made up for a test', () => {
  const own = fileURLToPath(new URL('../../../../../', import.meta.url));
  const { out, err } = castellan(own, 'check', '--only', 'secrets', '--json');
  const { findings, gate } = reportSchema.parse(JSON.parse(out));
  // Of the history some are accepted: what was committed cannot be taken back.
  const open = findings.filter(({ acceptance }) => acceptance === undefined);
  assert.deepEqual({ open, gate }, { open: [], gate: { failing: [], incomplete: [] } }, err);
});
