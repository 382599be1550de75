import { errorMessage, escapeUnsafe, type Finding, type Heartbeat } from '@castellan/core';
import { jsonFault, jsonLine, jsonNotice } from './log-json.ts';
import { textFault, textLine } from './log-text.ts';
import type { Reporter } from './reporter.ts';

export type LogFormat = 'auto' | 'json' | 'text';

/** The part of a stream that the log needs. */
export interface LogStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line a finding on stderr: JSON for collectors, text for people at a terminal. */
export class LogReporter implements Reporter {
  readonly name = 'log';
  readonly #write: (text: string) => unknown;
  readonly #isText: boolean;
  readonly #colours: boolean;
  #lost = 0;
  #lostBefore = 0;

  /** Keeps the stream's write as it is now, so that what the app puts in its place is never called. */
  constructor(
    format: LogFormat,
    stream: LogStream = process.stderr,
    env: NodeJS.ProcessEnv = process.env,
  ) {
    const { write } = stream;
    this.#write = (text) => Reflect.apply(write, stream, [text]);
    this.#isText = format === 'text' || (format === 'auto' && stream.isTTY === true);
    this.#colours = stream.isTTY === true && !env['NO_COLOR'];
  }

  get lost(): number {
    return this.#lost;
  }

  report(finding: Finding): void {
    if (!this.#print(this.#isText ? textLine(finding, this.#colours) : jsonLine(finding))) {
      this.#lost += finding.count;
    }
  }

  /** Says something only when findings were lost since the last one. */
  heartbeat({ counters }: Heartbeat): void {
    if (counters.lost <= this.#lostBefore) return;
    this.fault('findings were lost', { lost: counters.lost - this.#lostBefore });
    this.#lostBefore = counters.lost;
  }

  /** Says that another reporter cannot deliver. */
  undelivered(reporter: string, reason: string): void {
    this.fault(errorMessage('CASTELLAN_REPORTER_FAILED', { reporter, reason }), {});
  }

  fault(message: string, data: Readonly<Record<string, string | number>>): void {
    this.#print(this.#isText ? textFault(message, data) : jsonFault(message, data));
  }

  /** Says what is no fault: `text` at a terminal; for collectors a message that never changes, and data. */
  notice(text: string, message: string, data: Readonly<Record<string, unknown>>): void {
    this.#print(this.#isText ? `castellan  ${escapeUnsafe(text)}` : jsonNotice(message, data));
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    // Every line was handed to the stream when it was reported.
  }

  #print(line: string): boolean {
    try {
      this.#write(`${line}\n`);
      return true;
    } catch {
      return false;
    }
  }
}
