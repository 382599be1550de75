import type { CheckReport } from '../engine/report-type.ts';
import { logJson } from './log-json.ts';

/** The whole report, for programs. */
export function jsonReport(report: CheckReport): string {
  return logJson(report);
}
