import type { Severity } from '@castellan/core';

type Of<Value> = Readonly<Record<Severity, Value>>;

/** CEF counts from 0 to 10: 9–10 very high, 7–8 high, 4–6 medium, 0–3 low. */
export const cefSeverity: Of<number> = { critical: 10, high: 8, medium: 5, low: 3 };
/** RFC 5424 §6.2.1: critical, error, warning, notice. */
export const syslogSeverity: Of<number> = { critical: 2, high: 3, medium: 4, low: 5 };
/** ECS has no scale; this is the one that Elastic's own rules give risks on. */
export const ecsSeverity: Of<number> = { critical: 99, high: 73, medium: 47, low: 21 };
/** OCSF `severity_id`. */
export const ocsfSeverity: Of<number> = { critical: 5, high: 4, medium: 3, low: 2 };
/** OpenTelemetry's log data model: FATAL, ERROR, WARN, INFO. */
export const otlpSeverity: Of<readonly [number, string]> = {
  critical: [21, 'FATAL'],
  high: [17, 'ERROR'],
  medium: [13, 'WARN'],
  low: [9, 'INFO'],
};
