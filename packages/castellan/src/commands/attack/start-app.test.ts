import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

const cli = new URL('../../cli.ts', import.meta.url).href;

/** Whether a process is there; one that nobody has asked about since it ended is not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < 1_200 && !isSo(); waited += 1) await pause(50);
  assert.ok(isSo());
}

interface Started {
  readonly folder: string;
  readonly run: ChildProcess;
  /** The app that the run started. */
  readonly pid: number;
  said(): string;
}

/** Starts a slow run with an app that writes its process id; `more` says what else is to be waited for. */
async function startRun(more: RegExp, ...flags: readonly string[]): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-interrupted-'));
  const file = join(folder, 'pid');
  const program = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));
    require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.PORT)`;
  const argv = ['attack', ...flags, '--out', folder, '--', process.execPath, '-e', program];
  const code = `import { main } from ${JSON.stringify(cli)}; process.exitCode = await main(${JSON.stringify(argv)});`;
  const run = spawn(
    process.execPath,
    ['-C', 'castellan-source', '--input-type=module', '-e', code],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '-C castellan-source', TMPDIR: folder },
    },
  );
  let text = '';
  for (const stream of [run.stdout, run.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '' && more.test(text));
  const pid = Number(readFileSync(file, 'utf8'));
  assert.ok(isRunning(pid));
  rmSync(file);
  return { folder, run, pid, said: () => text };
}

async function leavesNothing({ folder, pid }: Started): Promise<void> {
  await until(() => !isRunning(pid));
  assert.deepEqual(readdirSync(folder), []);
  rmSync(folder, { recursive: true });
}

const skip = process.platform === 'win32' && 'Windows has no such signals';

test('who interrupts a run twice leaves at once, and nothing behind', { skip }, async () => {
  const started = await startRun(/attacking/, '--rate', '0.01');
  const ended = once(started.run, 'exit');
  started.run.kill('SIGINT');
  await until(() => /once more/.test(started.said()));
  started.run.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  await leavesNothing(started);
});

test('who interrupts it once gets the report of what was done', { skip }, async () => {
  const started = await startRun(/attacking/, '--rate', '2');
  const ended = once(started.run, 'close');
  started.run.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  assert.match(started.said(), /attack\/xss[^]*it was interrupted before every route was attacked/);
  await leavesNothing(started);
});
