import { type CheckReport, jsonReport, terminalReport } from '@castellan/check';

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
  stdout.write(outputs.json ? jsonReport(report) : terminalReport(report, { columns, colours }));
}
