import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const shopFolder = fileURLToPath(new URL('../../apps/shop/', import.meta.url));
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 3_000;
const KEPT_OUTPUT = 8_000;

export interface ShopOptions {
  /** Where guard writes its findings; a shop without it runs unprotected. */
  readonly findingsFile?: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The Node.js that runs the shop. */
  readonly node: string;
  /** True to run the built packages instead of the sources. */
  readonly built: boolean;
}

export interface RunningShop {
  readonly address: string;
  readonly adminPort: number;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when the process ends by itself, with the last of what it printed. */
  readonly ended: Promise<string>;
}

/** Starts the shop as a child process; rejects with its output when it does not come up. */
export async function startShop(options: ShopOptions): Promise<RunningShop> {
  const guarded = options.findingsFile !== undefined;
  const source = options.built ? [] : ['-C', 'castellan-source'];
  const guard = guarded ? [...source, '--import', 'castellan/guard'] : [];
  const child = spawn(options.node, [...guard, 'src/server.js'], {
    cwd: shopFolder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(options.port),
      SHOP_LABEL: guarded ? 'guarded' : 'unprotected',
      ...(options.findingsFile && { CASTELLAN_FINDINGS_FILE: options.findingsFile }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = keepOutput(child);
  const gone = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(hard);
  };
  try {
    const { address, adminPort } = await ready(child);
    return { address, adminPort, stop, ended: gone.then(output) };
  } catch (cause) {
    await stop();
    const name = guarded ? 'guarded' : 'open';
    throw new Error(`The ${name} shop did not start.\n${output()}`, { cause });
  }
}

/** Reads both streams, so that the child never waits for us, and keeps the end of them. */
function keepOutput(child: ChildProcess): () => string {
  let kept = '';
  const keep = (chunk: Buffer): void => {
    kept = (kept + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => kept.trim();
}

function ready(child: ChildProcess): Promise<{ address: string; adminPort: number }> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('not ready in time')), READY_WITHIN_MS);
    const fail = (error: Error): void => {
      clearTimeout(late);
      reject(error);
    };
    child.once('error', fail);
    child.once('exit', (code, signal) => fail(new Error(`ended with ${signal ?? code}`)));
    child.once('message', (message) => {
      clearTimeout(late);
      resolve(message as { address: string; adminPort: number });
    });
  });
}
