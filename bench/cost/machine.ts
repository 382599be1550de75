import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Where and when figures were taken; without it they say nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  readonly load: readonly number[];
  readonly date: string;
  readonly commit: string;
}

export function describeMachine(nodeVersion: string): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: nodeVersion,
    load: loadavg().map((load) => Math.round(load * 10) / 10),
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    commit: commit(),
  };
}

export function machineLine({
  cpu,
  cores,
  memoryGb,
  kernel,
  node,
  load,
  date,
  commit,
}: Machine): string {
  const where = `${cpu}, ${cores} cores, ${memoryGb} GB, Linux ${kernel}`;
  return `${where}; Node ${node}; load ${load.join(' ')} at start; ${date} UTC; commit ${commit}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    }).trim();
  } catch {
    return 'unknown';
  }
}
