import { writeFileSync } from 'node:fs';
import {
  type CheckReport,
  jsonReport,
  markdownReport,
  rules,
  sarifReport,
  type TerminalOptions,
  terminalReport,
} from '@castellan/check';

const defaultColumns = 100;
const narrowest = 60;

/** Which printers were asked for. */
export interface Outputs {
  readonly json: boolean;
  readonly sarif?: string | undefined;
  readonly md?: string | undefined;
}

/** How a stream shows text: colours on a terminal only. */
export function terminalOptions(stream: NodeJS.WriteStream): TerminalOptions {
  const columns = Math.max(narrowest, stream.columns ?? defaultColumns);
  return { columns, colours: stream.isTTY && !process.env['NO_COLOR'] };
}

/** Prints the report unless it is `quiet`, and writes the files that were asked for. */
export function deliver(report: CheckReport, outputs: Outputs, quiet = false): void {
  if (outputs.sarif !== undefined) writeFileSync(outputs.sarif, sarifReport(report, rules));
  if (outputs.md !== undefined) writeFileSync(outputs.md, markdownReport(report));
  if (quiet) return;
  process.stdout.write(
    outputs.json ? jsonReport(report) : terminalReport(report, terminalOptions(process.stdout)),
  );
}
