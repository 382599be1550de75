import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { caseFinding } from '@castellan/core/cases';
import { FileReporter } from './file-reporter.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'castellan-file-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const reporterUrl = new URL('./file-reporter.ts', import.meta.url).href;
const startUrl = new URL('./start-reporters.ts', import.meta.url).href;
const emitUrl = new URL('../hooks/process-emit.ts', import.meta.url).href;
const casesUrl = import.meta.resolve('@castellan/core/cases');
const child = (code: string): string[] => [
  '-C',
  'castellan-source',
  '--input-type=module',
  '-e',
  code,
];

function idsIn(...files: string[]): string[] {
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as { id: string }).id);
}

test('writes one line a finding, in order, for the user only', async () => {
  const file = path.join(folder, 'a', 'b', 'findings.ndjson');
  const reporter = new FileReporter(file);
  for (const id of ['1', '2', '3']) reporter.report(caseFinding({ id }));
  await reporter.flush();
  reporter.report(caseFinding({ id: '4' }));
  await reporter.flush();
  assert.deepEqual(idsIn(file), ['1', '2', '3', '4']);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
});

test('a finding right before process.exit is kept, once', () => {
  const file = path.join(folder, 'exit.ndjson');
  const code = `
    import { hookProcessEmit } from ${JSON.stringify(emitUrl)};
    import { startReporters } from ${JSON.stringify(startUrl)};
    import { caseFinding } from ${JSON.stringify(casesUrl)};
    hookProcessEmit();
    const { report } = startReporters({ findingsFile: ${JSON.stringify(file)}, log: 'off', watchUrl: false }, () => undefined, () => undefined);
    for (let i = 0; i < 10; i++) report(caseFinding({ id: String(i) }));
    process.exit(0);`;
  execFileSync(process.execPath, child(code));
  // Three samples and one that stands for the other seven.
  assert.deepEqual(idsIn(file), ['0', '1', '2', '9']);
});

test('nothing keeps a process alive that has nothing else to do', () => {
  const file = path.join(folder, 'idle.ndjson');
  const code = `
    import { hookProcessEmit } from ${JSON.stringify(emitUrl)};
    import { startReporters } from ${JSON.stringify(startUrl)};
    import { caseFinding } from ${JSON.stringify(casesUrl)};
    hookProcessEmit();
    const { report } = startReporters({ findingsFile: ${JSON.stringify(file)}, log: 'off', watchUrl: false }, () => undefined, () => undefined);
    report(caseFinding({ id: '1' }));
    process.on('exit', () => process.stdout.write(String(process.uptime())));`;
  const seconds = Number(execFileSync(process.execPath, child(code), { encoding: 'utf8' }));
  assert.ok(seconds < 9, 'the window of ten seconds held the process');
  assert.deepEqual(idsIn(file), ['1']);
});

test('the file is moved aside at its limit and only so many are kept', async () => {
  const file = path.join(folder, 'rotate.ndjson');
  const length = JSON.stringify(caseFinding({ id: '00' })).length + 1;
  const reporter = new FileReporter(file, undefined, { maxBytes: 2 * length, keep: 2 });
  for (let index = 10; index < 19; index++) {
    reporter.report(caseFinding({ id: String(index) }));
    await reporter.flush();
  }
  assert.deepEqual(idsIn(file), ['18']);
  assert.deepEqual(idsIn(`${file}.1`), ['16', '17']);
  assert.deepEqual(idsIn(`${file}.2`), ['14', '15']);
  assert.equal(readdirSync(folder).filter((name) => name.startsWith('rotate')).length, 3);
});

test('several processes that rotate the same file lose nothing', async () => {
  const file = path.join(folder, 'shared', 'findings.ndjson');
  const code = (name: string): string => `
    import { FileReporter } from ${JSON.stringify(reporterUrl)};
    import { caseFinding } from ${JSON.stringify(casesUrl)};
    const reporter = new FileReporter(${JSON.stringify(file)}, undefined, { maxBytes: 20000, keep: 50 });
    for (let i = 0; i < 150; i++) { reporter.report(caseFinding({ id: '${name}-' + i })); await reporter.flush(); }
    if (reporter.lost > 0) process.exit(1);`;
  await Promise.all(
    ['a', 'b', 'c'].map((name) => promisify(execFile)(process.execPath, child(code(name)))),
  );
  const files = readdirSync(path.dirname(file)).map((name) => path.join(path.dirname(file), name));
  assert.ok(files.length > 5, 'rotation happened');
  assert.equal(new Set(idsIn(...files)).size, 450);
});

test('a folder that is deleted comes back with the next finding', async () => {
  const file = path.join(folder, 'gone', 'findings.ndjson');
  const reporter = new FileReporter(file);
  reporter.report(caseFinding({ id: '1' }));
  await reporter.flush();
  rmSync(path.dirname(file), { recursive: true });
  reporter.report(caseFinding({ id: '2' }));
  await reporter.flush();
  assert.deepEqual(idsIn(file), ['2']);
});

test('what cannot be written waits, is bounded, and is written later', async () => {
  const file = path.join(folder, 'blocked');
  mkdirSync(file);
  const faults: string[] = [];
  const length = JSON.stringify(caseFinding({ id: '1' })).length + 1;
  const reporter = new FileReporter(file, (cause) => faults.push(cause), {
    maxWaiting: 2 * length,
  });
  for (const id of ['1', '2']) reporter.report(caseFinding({ id }));
  await reporter.flush();
  assert.equal(reporter.lost, 0);
  reporter.report(caseFinding({ id: '3', count: 5 }));
  assert.equal(reporter.lost, 5);
  assert.deepEqual(faults, ['EISDIR']);
  rmSync(file, { recursive: true });
  await reporter.flush();
  assert.deepEqual(idsIn(file), ['1', '2']);
});

test('a disk that is full is a fault, not an error of the app', async (context) => {
  if (process.platform !== 'linux') return context.skip('needs /dev/full');
  const faults: string[] = [];
  const reporter = new FileReporter('/dev/full', (cause) => faults.push(cause));
  reporter.report(caseFinding());
  await reporter.flush();
  reporter.close();
  assert.equal(reporter.lost, 1);
  assert.deepEqual(faults, ['ENOSPC', 'ENOSPC']);
});

test('a lock left by a dead process does not stop rotation for good', async () => {
  const file = path.join(folder, 'locked.ndjson');
  writeFileSync(file, 'x\n');
  execFileSync('touch', ['-d', '1 hour ago', `${file}.lock`]);
  const reporter = new FileReporter(file, undefined, { maxBytes: 1 });
  for (const id of ['1', '2']) {
    reporter.report(caseFinding({ id }));
    await reporter.flush();
  }
  assert.ok(readdirSync(folder).includes('locked.ndjson.1'));
});
