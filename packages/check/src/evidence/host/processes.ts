import { type Host, textOf } from './host.ts';

/** A running process as /proc tells it. */
export interface ProcessFact {
  readonly pid: number;
  readonly uid: number;
  /** The short name, at most 15 bytes. */
  readonly name: string;
  readonly args: readonly string[];
  readonly noNewPrivileges: boolean;
}

/** Processes with a command line; threads of the kernel have none. */
export async function processesOf(host: Host): Promise<readonly ProcessFact[]> {
  const pids = ((await host.entries('/proc')) ?? []).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => processOf(host, pid)));
  return found.flatMap((one) => (one === undefined ? [] : [one]));
}

async function processOf(host: Host, pid: string): Promise<ProcessFact | undefined> {
  const status = await textOf(host, `/proc/${pid}/status`);
  const args = (await textOf(host, `/proc/${pid}/cmdline`))
    ?.split('\0')
    .filter((arg) => arg !== '');
  if (status === undefined || args === undefined || args.length === 0) return undefined;
  // The second of the four is the effective one.
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1];
  return {
    pid: Number(pid),
    uid: Number(uid ?? -1),
    name: /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '',
    args,
    noNewPrivileges: /^NoNewPrivs:\s+1$/m.test(status),
  };
}
