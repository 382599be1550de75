import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { escapeUnsafe, type Finding } from '@castellan/core';
import { FindingReader } from './finding-lines.ts';
import { followLines, readLines } from './follow-file.ts';
import { showFinding, showJson } from './show-finding.ts';
import { Tally } from './tally.ts';

export interface TailOptions {
  readonly file: string;
  /** Show nothing found before this moment, in ms since 1970. Without it: the last few. */
  readonly sinceMs?: number;
  readonly isJson: boolean;
  readonly follows: boolean;
  readonly signal: AbortSignal;
  readonly output: Writable;
  /** Where remarks go that are no findings. */
  readonly notes: Writable;
  readonly colours: boolean;
  readonly intervalMs?: number;
}

const shownAtFirst = 10;
const maxRotated = 20;
const intervalMs = 250;

/** Shows findings until the file ends, or while following until the signal; resolves to the exit code. */
export async function tail(options: TailOptions): Promise<number> {
  const { file, follows, notes } = options;
  const shown = new Shown(options);
  try {
    if (options.sinceMs !== undefined) await shown.older();
    if (!follows) await shown.all(readLines(file));
    else await shown.live();
  } catch (error) {
    if (isClosedPipe(error)) return 0;
    notes.write(`castellan: ${explain(error, file)}\n`);
    return 1;
  }
  shown.conclude();
  return 0;
}

class Shown {
  readonly #options: TailOptions;
  readonly #reader: FindingReader;
  readonly #tally = new Tally();
  #broken: unknown;

  constructor(options: TailOptions) {
    this.#options = options;
    this.#reader = new FindingReader(options.sinceMs ?? 0);
    options.output.on('error', (error) => (this.#broken = error));
  }

  /** Files that were moved aside, oldest first. */
  async older(): Promise<void> {
    for (let index = maxRotated; index >= 1; index--) {
      try {
        await this.all(readLines(`${this.#options.file}.${index}`));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }

  async all(lines: AsyncIterable<string>): Promise<void> {
    for await (const line of lines) {
      const finding = this.#reader.read(line);
      if (finding !== undefined) await this.#show(finding);
    }
  }

  async live(): Promise<void> {
    const { file, sinceMs, signal } = this.#options;
    let begun: Finding[] | undefined = sinceMs === undefined ? [] : undefined;
    let isFirstPause = true;
    const lines = followLines(file, { signal, intervalMs: this.#options.intervalMs ?? intervalMs });
    for await (const line of lines) {
      if (line === undefined) {
        for (const finding of begun?.splice(0) ?? []) await this.#show(finding);
        if (isFirstPause) this.#announce();
        begun = undefined;
        isFirstPause = false;
        continue;
      }
      const finding = this.#reader.read(line);
      if (finding === undefined) continue;
      if (begun === undefined) await this.#show(finding);
      else if (begun.push(finding) > shownAtFirst) begun.shift();
    }
    for (const finding of begun ?? []) await this.#show(finding);
  }

  conclude(): void {
    const { unreadable } = this.#reader;
    const { isJson, notes, file } = this.#options;
    if (unreadable > 0)
      notes.write(`castellan: ${unreadable} lines of ${escapeUnsafe(file)} hold no finding\n`);
    if (!isJson) notes.write(`${this.#tally.toString()}\n`);
  }

  #announce(): void {
    const { file, notes, isJson } = this.#options;
    const state = existsSync(file) ? '' : ' (not there yet)';
    if (!isJson) notes.write(`Watching ${escapeUnsafe(file)}${state}; Ctrl+C ends.\n`);
  }

  async #show(finding: Finding): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    this.#tally.add(finding);
    const { output, isJson, colours } = this.#options;
    const text = isJson ? showJson(finding) : `${showFinding(finding, colours)}\n`;
    if (!output.write(text)) await once(output, 'drain');
  }
}

/** The reader of our output went away, as `head` does; that is no failure. */
function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}

function explain(error: unknown, file: string): string {
  const { code } = error as NodeJS.ErrnoException;
  const name = escapeUnsafe(file);
  if (code === 'ENOENT')
    return `${name} is not there; start the app with guard, or name its file by --file`;
  if (code === 'EACCES') return `${name} may not be read by this user`;
  return `${name} cannot be read (${code ?? String(error)})`;
}
