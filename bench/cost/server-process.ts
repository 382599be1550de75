import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from './contenders.ts';

const APPS: string = join(import.meta.dirname, 'apps');

interface Ready {
  readonly port: number;
  readonly cpu: NodeJS.CpuUsage;
  readonly wallMs: number;
}

export interface StartOptions {
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

/** One app under one contender. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly ready: Ready;

  private constructor(child: ChildProcess, ready: Ready) {
    this.child = child;
    this.ready = ready;
  }

  /** Resolves once the app listens. */
  static start(app: string, contender: Contender, options: StartOptions): Promise<ServerProcess> {
    const flags = [...(options.flags ?? []), ...contender.flags, join(APPS, app)];
    const child = spawn(options.node, flags, {
      cwd: contender.cwd ?? APPS,
      env: { ...cleanEnvironment(), NODE_ENV: 'production', ...options.env, ...contender.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr?.on('data', (text) => (errors = (errors + String(text)).slice(-4_000)));
    return new Promise((resolve, reject) => {
      child.once('message', (ready) => resolve(new ServerProcess(child, ready as Ready)));
      child.once('exit', (code) =>
        reject(new Error(`${app} under ${contender.name} ended with ${code}\n${errors}`)),
      );
    });
  }

  /** CPU seconds of all threads so far, to the nanosecond (Linux, `sched-stats` of the kernel). */
  cpuSeconds(): number {
    const tasks = `/proc/${this.child.pid}/task`;
    let nanoseconds = 0;
    for (const task of readdirSync(tasks)) {
      nanoseconds += Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
    }
    return nanoseconds / 1e9;
  }

  /** Resident memory in bytes, as the kernel counts it. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  /** Memory as Node counts it, after a collection when it was started with `--expose-gc`. */
  memory(): Promise<NodeJS.MemoryUsage> {
    return new Promise((resolve) => {
      this.child.once('message', (message) =>
        resolve((message as { memory: NodeJS.MemoryUsage }).memory),
      );
      this.child.send('memory');
    });
  }

  /** Lets the process end by itself, so that it writes its profile. */
  end(): Promise<void> {
    this.child.removeAllListeners('exit');
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.send('exit');
    });
  }

  stop(): Promise<void> {
    this.child.removeAllListeners('exit');
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.kill('SIGTERM');
      setTimeout(() => this.child.kill('SIGKILL'), 3_000).unref();
    });
  }
}

/** The environment without what would load something into every Node. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}
