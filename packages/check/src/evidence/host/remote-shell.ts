import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** What a command on the other side came to. */
export interface RemoteOutcome {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
}

interface Waiting {
  resolve(outcome: RemoteOutcome): void;
  reject(error: Error): void;
}

const connectSeconds = 15;
const mostBytes = 67_108_864;

/**
 * One shell over one ssh connection. Commands are sent without waiting for the answers of those before,
 * so that the way there and back is paid once and not for each.
 */
export class RemoteShell {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #mark = `castellan-${randomUUID()}`;
  readonly #waiting: Waiting[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #said = '';

  constructor(url: URL) {
    const target = `${url.username === '' ? '' : `${decodeURIComponent(url.username)}@`}${url.hostname}`;
    const port = url.port === '' ? [] : ['-p', url.port];
    const options = ['-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${connectSeconds}`];
    this.#child = spawn('ssh', [
      ...options,
      ...port,
      '--',
      target,
      'LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin exec sh',
    ]);
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString('utf8')).slice(-2_000);
    });
    // A shell that is gone cannot be written to; what waits hears it by the exit.
    this.#child.stdin.on('error', () => undefined);
    this.#child.once('error', (error) => this.#end(error.message));
    this.#child.once('close', () => this.#end(this.#said.trim()));
  }

  /** The command runs in a shell of its own, so that its `exit` ends nothing else. */
  run(command: string): Promise<RemoteOutcome> {
    return new Promise((resolve, reject) => {
      if (this.#child.exitCode !== null) return reject(new Error(`ssh: ${this.#said.trim()}`));
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(
        `( ${command} ) </dev/null 2>/dev/null; printf '\\n%s %d\\n' ${this.#mark} $?\n`,
      );
    });
  }

  close(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  #take(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    if (this.#bytes.length > mostBytes) {
      this.close();
      return;
    }
    for (;;) {
      const at = this.#bytes.indexOf(`\n${this.#mark} `);
      const end = at === -1 ? -1 : this.#bytes.indexOf('\n', at + 1);
      if (end === -1) return;
      const code = this.#bytes.subarray(at + this.#mark.length + 2, end).toString('latin1');
      const stdout = Uint8Array.from(this.#bytes.subarray(0, at));
      this.#bytes = this.#bytes.subarray(end + 1);
      this.#waiting.shift()?.resolve({ exitCode: Number(code), stdout });
    }
  }

  #end(reason: string): void {
    const error = new Error(`ssh ended${reason === '' ? '' : `: ${reason}`}`);
    for (const one of this.#waiting.splice(0)) one.reject(error);
  }
}
