import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { SensorServer } from '@castellan/check';
import { sensorVariable } from '@castellan/core';
import { guardFlags, nodeOptions } from '../run/guard-flags.ts';

const startWithinMs = 120_000;
/** An app may open several ports, one after the other, and the one for its users last. */
const onlyOneAfterMs = 8_000;
const noneOfThemAfterMs = 60_000;
const stopWithinMs = 5_000;
const keptOutput = 4_000;

/** The app that a run started for itself. */
export interface StartedApp {
  readonly origin: URL;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly command: readonly string[];
  readonly sensor: SensorServer;
  readonly sensorFile: string;
  readonly mode: 'monitor' | 'block';
  /** Where it will answer, when it was told; else the port that it is given, or the one that it opens. */
  readonly url?: URL;
}

/** Starts the app under guard as the sensor of this run. Rejects with its output when it does not come up. */
export async function startApp(options: StartOptions): Promise<StartedApp> {
  const { command, sensor, mode, url, sensorFile } = options;
  const port = await freePort();
  const [file = '', ...args] = command;
  sensor.ports.clear();
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      PORT: String(port),
      NODE_OPTIONS: nodeOptions(guardFlags(), process.env['NODE_OPTIONS']),
      CASTELLAN_MODE: mode,
      CASTELLAN_ENVIRONMENT: 'attack',
      CASTELLAN_FINDINGS_FILE: 'false',
      CASTELLAN_LOG: 'off',
      CASTELLAN_WATCH_URL: 'false',
      [sensorVariable]: sensorFile,
    },
  });
  let output = '';
  const keep = (text: Buffer): void => {
    output = (output + text.toString()).slice(-keptOutput);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const forget = endWithThisProcess(child);
  const app = { stop: () => stop(child).finally(forget) };
  const waiting = new AbortController();
  try {
    const chosen = await Promise.race([
      failure(child, () => output),
      portOf(sensor, port, url, waiting.signal),
    ]);
    return { ...app, origin: url ?? new URL(`http://127.0.0.1:${chosen}`) };
  } catch (error) {
    await app.stop();
    throw error;
  } finally {
    waiting.abort();
  }
}

/** The app has a process group of its own, so that all of it can be ended: no terminal ends it then. */
function endWithThisProcess(child: ChildProcess): () => void {
  const end = (): void => signal(child, 'SIGKILL');
  process.on('exit', end);
  return () => process.off('exit', end);
}

/** Rejects when the app ends or cannot be started. */
function failure(child: ChildProcess, output: () => string): Promise<never> {
  return new Promise((_resolve, reject) => {
    child.on('error', (error) => reject(new Error(`the app cannot be started: ${error.message}`)));
    child.on('exit', (code, signal) =>
      reject(new Error(`the app ended (${signal ?? code}) before it listened:\n${output()}`)),
    );
  });
}

/** The port of the app: the one that it was given, or else the only one that it opened. */
async function portOf(
  sensor: SensorServer,
  given: number,
  url: URL | undefined,
  signal: AbortSignal,
): Promise<number> {
  const until = Date.now() + startWithinMs;
  const wanted = url === undefined ? given : Number(url.port || 80);
  let [known, since] = [0, Date.now()];
  while (Date.now() < until && !signal.aborted) {
    await pause(50);
    const { ports } = sensor;
    if (ports.has(wanted)) return wanted;
    if (ports.size !== known) [known, since] = [ports.size, Date.now()];
    const waited = Date.now() - since;
    if (known === 0 || url !== undefined || waited < onlyOneAfterMs) continue;
    const [only] = ports;
    if (known === 1 && only !== undefined) return only;
    if (waited < noneOfThemAfterMs) continue;
    throw new Error(
      `the app listens on ports ${[...ports].join(', ')}, and none is the one in PORT; name it by --url`,
    );
  }
  throw new Error(
    sensor.hellos.length === 0
      ? `the app did not start under guard within ${startWithinMs / 1_000} s`
      : `the app opened no port within ${startWithinMs / 1_000} s; name it by --url`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Ends the app and what it started, such as Node under npm. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signal(child, 'SIGTERM');
  const timeout = new AbortController();
  const late = pause(stopWithinMs, undefined, { signal: timeout.signal }).then(
    () => signal(child, 'SIGKILL'),
    () => undefined,
  );
  await gone;
  timeout.abort();
  await late;
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid!, name);
  } catch {
    // It is gone already.
  }
}
