import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { requireServer } from './connection.ts';
import { type Account, accountFor, give } from './embedded/account.ts';

/** Debian's newest PostgreSQL, of 15 or newer as watch asks for. */
export const debianPrograms: string | undefined = globSync(
  '/usr/lib/postgresql/{1[5-9],[2-9]?}/bin',
)
  .sort()
  .at(-1);

/** Why tests cannot run on a PostgreSQL of the system; `undefined` where they can, and where they must. */
export const withoutDebian: string | undefined =
  debianPrograms === undefined && process.env['CI'] !== 'true'
    ? 'no PostgreSQL 15 or newer in /usr/lib/postgresql: apt-get install postgresql'
    : undefined;

/** A PostgreSQL of the system, as a team's own is: it can be stopped and started under watch. */
export class CasePostgres {
  readonly #programs: string;
  readonly #directory: string;
  readonly #pgdata: string;
  readonly #account: Account | undefined;
  readonly #as: { readonly cwd: string; readonly uid?: number; readonly gid?: number };
  readonly #env: Readonly<Record<string, string>>;
  #server: ChildProcess | undefined;

  /** In a directory of its own, which every account can reach; `env` is the server's own. */
  constructor(directory: string, env: Readonly<Record<string, string>> = {}) {
    this.#programs = debianPrograms ?? '';
    this.#directory = directory;
    this.#pgdata = join(directory, 'data');
    this.#env = env;
    const account = accountFor(this.#pgdata);
    this.#account = account;
    this.#as = { cwd: '/', ...(account && { uid: account.uid, gid: account.gid }) };
    mkdirSync(directory, { recursive: true });
    give(directory, account);
  }

  /** `DATABASE_URL` of it. */
  get url(): string {
    return `postgres://watch@/postgres?host=${encodeURIComponent(this.#directory)}`;
  }

  get pid(): number {
    return this.#server?.pid ?? 0;
  }

  /** Where its data is. */
  get pgdata(): string {
    return this.#pgdata;
  }

  /** Makes its data; whoever starts it without that or a copy of it has it done then. */
  initialise(): void {
    mkdirSync(this.#pgdata, { mode: 0o700 });
    give(this.#pgdata, this.#account);
    const flags = ['-U', 'watch', '--auth=trust', '--encoding=UTF8', '--locale=C'];
    const initdb = join(this.#programs, 'initdb');
    execFileSync(initdb, ['-D', this.#pgdata, ...flags], { ...this.#as, stdio: 'ignore' });
  }

  /** Resolves once it answers. */
  async start(): Promise<void> {
    if (!existsSync(join(this.#pgdata, 'PG_VERSION'))) this.initialise();
    this.#server = spawn(
      join(this.#programs, 'postgres'),
      [
        '-D',
        this.#pgdata,
        '-c',
        'listen_addresses=',
        '-c',
        `unix_socket_directories=${this.#directory}`,
      ],
      { ...this.#as, env: { ...process.env, ...this.#env }, stdio: 'ignore' },
    );
    for (let tries = 0; ; tries += 1) {
      try {
        await requireServer({ connectionString: this.url });
        return;
      } catch (error) {
        if (tries === 200) throw error;
        await pause(100);
      }
    }
  }

  /** In order, with sessions cut (`SIGINT`), at once (`SIGQUIT`), or hard (`SIGKILL`). */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }
}
