import { execFile, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** How a command line ended, and what it said. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What cases keep between runs stands beside what people keep, not in it. */
function caseEnvironment(): NodeJS.ProcessEnv {
  const cache = join(tmpdir(), `castellan-cases-${userInfo().username}`);
  return { XDG_CACHE_HOME: cache, ...process.env };
}

const cli = new URL('./cli.ts', import.meta.url).href;

/** Runs a command line of ours in a process of its own, with nobody at its input. */
export function runCli(cwd: string, ...argv: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, flagsFor(argv), {
    encoding: 'utf8',
    cwd,
    env: caseEnvironment(),
    input: '',
  });
  return { code: status, out: stdout, err: stderr };
}

/** The same, while the test itself goes on: it may serve what the command asks for. */
export function startCli(cwd: string, ...argv: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      flagsFor(argv),
      { cwd, env: caseEnvironment() },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
    child.stdin?.end();
  });
}

/** A process that runs one command line of ours after the other, and says what each said. */
export interface StandingCli {
  run(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Said>;
  stop(): Promise<void>;
}

/** Loading the commands costs most of what many short runs do: here that is paid once for all of them. */
export function standingCli(cwd: string): StandingCli {
  const child = fork(join(import.meta.dirname, 'case-standing-cli.ts'), {
    cwd,
    execArgv: ['-C', 'castellan-source'],
    env: caseEnvironment(),
  });
  const gone = once(child, 'exit');
  return {
    run(argv, env = {}) {
      return new Promise((resolve, reject) => {
        const broke = (): void => reject(new Error(`${argv.join(' ')} ended its process`));
        child.once('exit', broke);
        child.once('message', (said: Said) => {
          child.off('exit', broke);
          resolve(said);
        });
        child.send({ argv, env });
      });
    },
    async stop() {
      child.disconnect();
      await gone;
    },
  };
}

function flagsFor(argv: readonly string[]): string[] {
  const code = `import { main } from ${JSON.stringify(cli)}; process.exitCode = await main(${JSON.stringify(argv)});`;
  return ['-C', 'castellan-source', '--input-type=module', '-e', code];
}

/** A folder below `parent` with these texts of files by path. */
export function folderWith(parent: string, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(parent, 'repo-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
