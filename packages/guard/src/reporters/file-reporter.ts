import type { Finding } from '@castellan/core';
import { nodePath as path, originalFs as fs } from '../hooks/originals.ts';
import { rotate, sizeOf } from './file-rotation.ts';
import type { Reporter } from './reporter.ts';

export interface FileLimits {
  /** Size at which the file is moved aside. */
  readonly maxBytes: number;
  /** Older files kept beside it: `file.1` … `file.<keep>`. */
  readonly keep: number;
  /** Lines, in UTF-16 code units, that wait while the disk refuses them. */
  readonly maxWaiting: number;
}

const defaults: FileLimits = { maxBytes: 10 * 1_048_576, keep: 5, maxWaiting: 4 * 1_048_576 };
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const now = Date.now;
const soon = queueMicrotask;
const timer = setTimeout;

interface Line {
  readonly text: string;
  readonly count: number;
}

/**
 * Appends findings to a file, one JSON object a line (NDJSON), readable by the app's user only.
 * What the disk refuses waits and is tried again, at first after a second, then ever more rarely;
 * past the bound it is counted as lost. After a torn write, or an exit in the middle of one, a line
 * can stand twice: readers go by the finding's id.
 */
export class FileReporter implements Reporter {
  readonly name: string;
  readonly #file: string;
  readonly #limits: FileLimits;
  readonly #onFault: (cause: string) => void;
  #waiting: Line[] = [];
  #waitingLength = 0;
  #inFlight: readonly Line[] = [];
  #torn = false;
  #pauseMs = 0;
  #pausedUntil = 0;
  #lost = 0;
  #settled: (() => void)[] = [];

  constructor(
    file: string,
    onFault: (cause: string) => void = () => undefined,
    limits: Partial<FileLimits> = {},
  ) {
    // Resolved once: the app may change its working directory later.
    this.#file = path.resolve(file);
    this.name = `file ${this.#file}`;
    this.#limits = { ...defaults, ...limits };
    this.#onFault = onFault;
  }

  get lost(): number {
    return this.#lost;
  }

  report(finding: Finding): void {
    this.#keep({ text: `${JSON.stringify(finding)}\n`, count: finding.count });
    // After the running drain, so that findings that come together are one write.
    if (this.#waiting.length === 1 && now() >= this.#pausedUntil) soon(() => this.#write());
  }

  heartbeat(): void {
    // The file holds findings only; a sign of life is a chance to try again.
    if (now() >= this.#pausedUntil) this.#write();
  }

  flush(): Promise<void> {
    this.#write();
    if (this.#inFlight.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  close(): void {
    const lines = [...this.#inFlight, ...this.#waiting];
    if (lines.length === 0) return;
    this.#inFlight = [];
    this.#clear();
    try {
      this.#prepare();
      fs.appendFileSync(this.#file, this.#textOf(lines), { mode: 0o600 });
    } catch (error) {
      this.#lose(lines, error);
    }
  }

  /** One write at a time, so that lines keep their order and a slow disk is not flooded. */
  #write(): void {
    if (this.#inFlight.length > 0 || this.#waiting.length === 0) return;
    const lines = this.#waiting;
    this.#clear();
    this.#inFlight = lines;
    try {
      this.#prepare();
      fs.appendFile(this.#file, this.#textOf(lines), { mode: 0o600 }, (error) =>
        this.#done(lines, error),
      );
    } catch (error) {
      this.#done(lines, error);
    }
  }

  #done(lines: readonly Line[], error: unknown): void {
    // Closed meanwhile: the lines were written a second time already.
    if (this.#inFlight !== lines) return this.#settle();
    this.#inFlight = [];
    if (error) this.#retryLater(lines, error);
    else {
      this.#torn = false;
      this.#pauseMs = 0;
      this.#pausedUntil = 0;
      this.#write();
    }
    if (this.#inFlight.length === 0) this.#settle();
  }

  #retryLater(lines: readonly Line[], error: unknown): void {
    this.#torn = true;
    if (this.#pauseMs === 0) this.#onFault(causeOf(error));
    this.#pauseMs = Math.min(Math.max(firstPauseMs, this.#pauseMs * 2), longestPauseMs);
    this.#pausedUntil = now() + this.#pauseMs;
    timer(() => this.#write(), this.#pauseMs).unref();
    const later = this.#waiting;
    this.#clear();
    for (const line of [...lines, ...later]) this.#keep(line);
  }

  #keep(line: Line): void {
    if (this.#waitingLength + line.text.length > this.#limits.maxWaiting) {
      this.#lost += line.count;
      return;
    }
    this.#waiting.push(line);
    this.#waitingLength += line.text.length;
  }

  #prepare(): void {
    fs.mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    if (sizeOf(this.#file) >= this.#limits.maxBytes)
      rotate(this.#file, this.#limits.maxBytes, this.#limits.keep);
  }

  /** After a write that may have stopped in the middle of a line, a new line begins. */
  #textOf(lines: readonly Line[]): string {
    return (this.#torn ? '\n' : '') + lines.map(({ text }) => text).join('');
  }

  #clear(): void {
    this.#waiting = [];
    this.#waitingLength = 0;
  }

  #settle(): void {
    for (const resolve of this.#settled.splice(0)) resolve();
  }

  #lose(lines: readonly Line[], error: unknown): void {
    for (const { count } of lines) this.#lost += count;
    this.#onFault(causeOf(error));
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
}
