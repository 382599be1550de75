import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import { tallyLine } from './tally.ts';

/** Reporter of `node --test`: one line a file, every failure and skip in full, and a last tally line. */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  // Node counts tests only, and those of a skipped suite are never made.
  const skippedSuites: (string | undefined)[] = [];
  for await (const { type, data } of source) {
    if (type === 'test:fail' && !isCausedByChild(data.details.error)) {
      yield `✖ ${place(data)} ${data.name}\n${indented(inspect(data.details.error.cause ?? data.details.error))}\n`;
    } else if (type === 'test:pass' && (data.skip ?? false) !== false) {
      if (data.details.type === 'suite') skippedSuites.push(data.file);
      yield `skipped: ${place(data)} ${data.name} (${typeof data.skip === 'string' ? data.skip : 'no reason given'})\n`;
    } else if (type === 'test:stderr' || type === 'test:stdout') {
      yield data.message;
    } else if (type === 'test:summary') {
      const { tests, passed, skipped, todo } = data.counts;
      const failed = tests - passed - skipped - todo;
      const suites = skippedSuites.filter((file) => data.file === undefined || file === data.file);
      const line = tallyLine({ passed, failed, skipped: skipped + todo + suites.length });
      const seconds = (data.duration_ms / 1000).toFixed(1);
      yield data.file === undefined
        ? `${line}\n`
        : `${mark(data.success)} ${shown(data.file)}: ${line} (${seconds} s)\n`;
    }
  }
}

function mark(success: boolean): string {
  return success ? '✔' : '✖';
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}

function place(data: { readonly file?: string; readonly line?: number }): string {
  return data.file === undefined ? '' : `${shown(data.file)}:${data.line ?? 1}`;
}

/** A test that failed only because one inside it did is told by the one inside. */
function isCausedByChild(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
