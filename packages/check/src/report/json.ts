import { safeJson } from '@castellan/core';
import type { CheckReport } from '../engine/report-type.ts';

/** The whole report, for programs. */
export function jsonReport(report: CheckReport): string {
  return `${safeJson(report, 2)}\n`;
}
