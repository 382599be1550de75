import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checkEnvironment } from './environment.ts';
import type { Check } from './report.ts';
import { checkStart } from './start-commands.ts';

function inFolder<Result>(
  files: Readonly<Record<string, string>>,
  look: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'castellan-environment-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return look(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The status of each place that starts the app. */
function starts(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv = {}): string[] {
  return inFolder(files, (folder) => checkStart(folder, env).map(({ status }) => status));
}

const script = (start: string): { 'package.json': string } => ({
  'package.json': JSON.stringify({ scripts: { start } }),
});

test('a start script starts guard by run or by import, or it is a problem', () => {
  assert.deepEqual(starts(script('castellan run app.js')), ['ok']);
  assert.deepEqual(starts(script('node --import castellan/guard app.js')), ['ok']);
  assert.deepEqual(starts(script('node -r @castellan/guard/register app.js')), ['ok']);
  assert.deepEqual(starts(script('node app.js')), ['problem']);
  assert.deepEqual(starts(script('node app.js'), { NODE_OPTIONS: '--import castellan/guard' }), [
    'ok',
  ]);
  assert.deepEqual(starts({}), []);
});

test('a mode that stops nothing is told', () => {
  assert.deepEqual(starts(script('CASTELLAN_MODE=monitor castellan run app.js')), ['warning']);
  assert.deepEqual(starts(script('CASTELLAN_MODE=off castellan run app.js')), ['problem']);
  assert.deepEqual(starts(script('CASTELLAN=off castellan run app.js')), ['problem']);
});

test('a Dockerfile counts by its last command, its variables, and the script that it runs', () => {
  const bare = script('node app.js');
  const docker = (text: string): Record<string, string> => ({ ...bare, Dockerfile: text });
  assert.deepEqual(starts(docker('FROM node:24\nCMD ["node", "app.js"]')), ['problem', 'problem']);
  assert.deepEqual(starts(docker('CMD ["npm", "start"]')), ['problem', 'problem']);
  assert.deepEqual(starts(docker('CMD castellan run x\nCMD node app.js')), ['problem', 'problem']);
  assert.deepEqual(starts(docker('CMD ["npx", "castellan", "run", "app.js"]')), ['warning', 'ok']);
  assert.deepEqual(starts(docker('ENTRYPOINT ["castellan", \\\n "run"]\nCMD ["app.js"]')), [
    'warning',
    'ok',
  ]);
  assert.deepEqual(starts(docker('ENV NODE_OPTIONS="--import castellan/guard"\nCMD node app.js')), [
    'warning',
    'ok',
  ]);
  const delegating = { ...script('castellan run app.js'), Dockerfile: 'CMD ["npm", "start"]' };
  assert.deepEqual(starts(delegating), ['ok', 'ok']);
  assert.deepEqual(starts({ Procfile: 'web: node app.js' }), ['problem']);
});

function checks(
  files: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
  id: Check['id'],
): Check[] {
  return inFolder(files, (folder) => checkEnvironment(folder, env).filter((one) => one.id === id));
}

test('flags that keep guard from starting are problems', () => {
  assert.equal(checks({}, { CASTELLAN: 'off' }, 'flags')[0]?.status, 'problem');
  const options = { NODE_OPTIONS: '--no-experimental-require-module' };
  assert.equal(checks({}, options, 'flags')[0]?.status, 'problem');
  assert.deepEqual(checks({}, {}, 'flags'), []);
});

test('a configuration is told by its mode, or by each key that is wrong', () => {
  assert.match(checks({}, {}, 'configuration')[0]!.message, /\(defaults\) is valid: block mode/);
  const [monitor] = checks({}, { CASTELLAN_MODE: 'monitor' }, 'configuration');
  assert.equal(monitor?.status, 'warning');
  const wrong = { 'castellan.config.json': '{"guard":{"mod":1,"log":"loud"}}' };
  const problems = checks(wrong, {}, 'configuration');
  assert.deepEqual(
    problems.map(({ status }) => status),
    ['problem', 'problem'],
  );
  assert.match(problems[0]!.message, /guard\.mod is not a known key; accepted keys are "app"/);
});

test('a findings file in a place that is no folder is a problem, before anything is lost', () => {
  assert.equal(checks({}, {}, 'findings-file')[0]?.status, 'ok');
  const written = { 'plain.txt': '' };
  for (const file of ['plain.txt/findings.ndjson', '.']) {
    const env = { CASTELLAN_FINDINGS_FILE: file };
    assert.equal(checks(written, env, 'findings-file')[0]?.status, 'problem', file);
  }
  const existing = { CASTELLAN_FINDINGS_FILE: 'plain.txt' };
  assert.equal(checks(written, existing, 'findings-file')[0]?.status, 'ok');
});
