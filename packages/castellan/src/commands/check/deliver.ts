import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CheckReport, printReport, rules, type TerminalOptions } from '@castellan/check';
import type { Outputs } from './output-flags.ts';

const defaultColumns = 100;
const narrowest = 60;
/** What a file is written for: nobody's terminal. */
const inFile: TerminalOptions = { columns: defaultColumns, colours: false };

/** How a stream shows text: colours on a terminal only. */
export function terminalOptions(stream: NodeJS.WriteStream): TerminalOptions {
  const columns = Math.max(narrowest, stream.columns ?? defaultColumns);
  return { columns, colours: stream.isTTY && !process.env['NO_COLOR'] };
}

/** Prints the report unless it is `quiet`, and writes the files that were asked for. */
export function deliver(report: CheckReport, outputs: Outputs, quiet = false): void {
  for (const { file, format } of outputs.files) {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    writeFileSync(file, printReport(format, report, rules, inFile));
  }
  if (quiet) return;
  process.stdout.write(
    printReport(outputs.printed, report, rules, terminalOptions(process.stdout)),
  );
}
