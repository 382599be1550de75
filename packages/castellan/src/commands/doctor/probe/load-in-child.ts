import type { ProbeAnswer, ProbeTask } from './answer.ts';
import { probeFile, startGuarded } from './guarded-child.ts';

const TIMEOUT_MS = 20_000;

/** Loads a package in a guarded process of its own; what guard said, or why it could not be loaded. */
export async function loadInChild(
  task: ProbeTask,
  cwd: string,
  timeoutMs: number = TIMEOUT_MS,
): Promise<ProbeAnswer> {
  const env = { ...process.env, CASTELLAN_LOG: 'off', NODE_NO_WARNINGS: '1' };
  const args = [probeFile('load-package'), JSON.stringify(task)];
  const { child, answer, ended } = startGuarded(args, { cwd, env, output: 'nobody' });
  let isLate = false;
  const alarm = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const said = await answer;
  clearTimeout(alarm);
  if (said !== undefined) return said;
  const failure = isLate
    ? `it was not loaded within ${timeoutMs / 1000} s`
    : `the process ended with ${await ended} while it was loaded`;
  return { coverage: [], failure };
}
