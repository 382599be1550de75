import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../workspace.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-ci-'));
const repository = join(home, 'repository');
const npx = join(home, 'bin', 'npx');
const cli = new URL('../../packages/castellan/src/cli.ts', import.meta.url).href;
const skip = process.platform === 'win32' && 'the steps are bash';

before(() => {
  mkdirSync(join(home, 'bin'));
  mkdirSync(repository);
  writeFileSync(join(repository, 'Dockerfile'), 'FROM node:24\nCMD ["node", "a.js"]\n');
  // In the place of the registry: this castellan, told what npx was asked for.
  writeFileSync(
    npx,
    `#!${process.execPath} --conditions=castellan-source
const [yes, program, ...argv] = process.argv.slice(2);
if (yes !== '--yes' || !/^castellan(@|$)/.test(program)) throw new Error(program);
import(${JSON.stringify(cli)}).then(async ({ main }) => { process.exitCode = await main(argv); });
`,
  );
  chmodSync(npx, 0o755);
});
after(() => rmSync(home, { recursive: true }));

function bash(
  script: string,
  env: Readonly<Record<string, string>>,
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: repository,
    encoding: 'utf8',
    env: { PATH: `${join(home, 'bin')}:${process.env['PATH']}`, HOME: home, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

test(
  "the steps of GitHub's action annotate, write what they promise, and end as the gate does",
  { skip },
  () => {
    const action = parse(readFileSync(join(root, 'ci/github-action/action.yml'), 'utf8'));
    const [step] = action.runs.steps;
    assert.doesNotMatch(step.run, /\$\{\{/, 'an input in a script is code');
    const files = {
      RUNNER_TEMP: home,
      GITHUB_STEP_SUMMARY: join(home, 'summary'),
      GITHUB_OUTPUT: join(home, 'output'),
    };
    const run = (given: string): ReturnType<typeof bash> =>
      bash(step.run, { ...files, CASTELLAN_VERSION: '0.1.0', CASTELLAN_ARGUMENTS: given });
    const failed = run('--only\ndocker/user\n');
    assert.equal(failed.code, 1, failed.err);
    assert.match(failed.out, /^::error file=Dockerfile,line=1,title=docker\/user \(I5\)::/);
    assert.match(readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'), /^### ❌ Castellan: gate failed/);
    const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8').trim().split('\n');
    for (const output of outputs.map((line) => line.split('='))) assert.ok(existsSync(output[1]!));
    assert.deepEqual(
      outputs.map((line) => line.split('=')[0]),
      Object.keys(action.outputs),
    );
    assert.equal(run('--only\nguard/installed').code, 0);
    const odd = run('--only\n$(touch pwned); `touch pwned`');
    assert.equal(odd.code, 2);
    assert.ok(!existsSync(join(repository, 'pwned')));
  },
);

test("GitLab's job writes the reports that it hands over", { skip }, () => {
  const { castellan: job } = parse(
    readFileSync(join(root, 'ci/gitlab/castellan.gitlab-ci.yml'), 'utf8'),
  );
  const { code, out, err } = bash(job.script.join('\n'), {});
  assert.equal(code, 1, err);
  assert.match(out, /gate failed/);
  for (const file of [...Object.values<string>(job.artifacts.reports), ...job.artifacts.paths])
    assert.ok(existsSync(join(repository, file)), file);
});

test('the hook for pre-commit looks at what is staged', { skip }, () => {
  const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));
  assert.equal(hook.entry, 'npx castellan check --staged');
});
