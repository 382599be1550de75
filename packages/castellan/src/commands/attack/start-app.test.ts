import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
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

test(
  'who interrupts a run leaves nothing behind',
  { skip: process.platform === 'win32' },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'castellan-interrupted-'));
    const file = join(folder, 'pid');
    const program = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));
    require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.PORT)`;
    const argv = ['attack', '--rate', '1', '--out', folder, '--', process.execPath, '-e', program];
    const code = `import { main } from ${JSON.stringify(cli)}; process.exitCode = await main(${JSON.stringify(argv)});`;
    const run = spawn(
      process.execPath,
      ['-C', 'castellan-source', '--input-type=module', '-e', code],
      {
        stdio: 'ignore',
        env: { ...process.env, NODE_OPTIONS: '-C castellan-source', TMPDIR: folder },
      },
    );
    const ended = once(run, 'exit');
    await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
    const pid = Number(readFileSync(file, 'utf8'));
    assert.ok(isRunning(pid));
    run.kill('SIGINT');
    assert.deepEqual(await ended, [130, null]);
    await until(() => !isRunning(pid));
    rmSync(file);
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  },
);
