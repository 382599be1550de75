import { spawn } from 'node:child_process';

/** What one run of a Node.js program took. */
export interface Took {
  readonly seconds: number;
  /** Of the program alone, without what it starts. */
  readonly cpuSeconds: number;
  readonly megabytes: number;
  readonly exitCode: number | null;
}

/** Tells of itself on its way out, whatever the program is. */
const telling = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));
`)}`;

/** Runs a program's script in a folder, and measures it. */
export function runProgram(
  script: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Took> {
  const started = performance.now();
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--import', telling, script, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.once('error', failed);
    child.once('close', (exitCode) => {
      const seconds = (performance.now() - started) / 1000;
      // Processes of the program that inherit the flag tell of themselves too: the last one is the program.
      const last = told.slice(told.lastIndexOf('{"userCPUTime'));
      const usage = JSON.parse(last) as NodeJS.ResourceUsage;
      done({
        seconds,
        cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
        megabytes: usage.maxRSS / 1024,
        exitCode,
      });
    });
  });
}
