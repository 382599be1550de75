import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { probeFile, startGuarded } from './probe/guarded-child.ts';
import type { LiveReport } from './report.ts';

const GRACE_MS = 3_000;

/** Runs the app under guard for a while and tells what guard said then, connections included. */
export async function runLive(entry: string, seconds: number, cwd: string): Promise<LiveReport> {
  const watcher = pathToFileURL(probeFile('watch-app')).href;
  const running = startGuarded(['--import', watcher, entry], {
    cwd,
    env: process.env,
    output: 'stderr',
  });
  const { child, answer, ended } = running;
  const done = new AbortController();
  const isOver = await Promise.race([
    ended.then(() => true),
    pause(seconds * 1_000, false, { signal: done.signal }),
  ]);
  done.abort();
  if (!isOver) {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    clearTimeout(killer);
  }
  const coverage = (await answer)?.coverage ?? [];
  return { seconds, ...(isOver && { ended: await ended }), coverage };
}
