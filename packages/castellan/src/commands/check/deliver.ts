import { writeFileSync } from 'node:fs';
import {
  type CheckReport,
  jsonReport,
  markdownReport,
  rules,
  sarifReport,
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

/** Prints the report, and writes the files that were asked for. */
export function deliver(report: CheckReport, outputs: Outputs): void {
  const { stdout, env } = process;
  const columns = Math.max(narrowest, stdout.columns ?? defaultColumns);
  const colours = stdout.isTTY && !env['NO_COLOR'];
  if (outputs.sarif !== undefined) writeFileSync(outputs.sarif, sarifReport(report, rules));
  if (outputs.md !== undefined) writeFileSync(outputs.md, markdownReport(report));
  stdout.write(outputs.json ? jsonReport(report) : terminalReport(report, { columns, colours }));
}
