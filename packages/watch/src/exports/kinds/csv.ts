import { csvRow } from '@castellan/core';
import type { ExportedEvent, ExportFormat } from '../export-format.ts';

const columns: readonly (readonly [string, (event: ExportedEvent) => string | undefined])[] = [
  ['time', ({ at }) => at.toISOString()],
  ['received', ({ receivedAt }) => receivedAt.toISOString()],
  ['id', ({ id }) => id],
  ['incident', ({ incidentId }) => incidentId],
  ['app', ({ finding }) => finding.app],
  ['environment', ({ finding }) => finding.environment],
  ['instance', ({ finding }) => finding.instance],
  ['detection', ({ finding }) => finding.detection],
  ['outcome', ({ finding }) => finding.outcome],
  ['severity', ({ finding }) => finding.severity],
  ['confidence', ({ finding }) => finding.confidence],
  ['disposition', ({ finding }) => finding.disposition],
  ['cwe', ({ finding }) => String(finding.cwe)],
  ['address', ({ finding }) => finding.request?.address],
  ['user', ({ finding }) => finding.request?.user?.id],
  ['method', ({ finding }) => finding.request?.method],
  ['route', ({ finding }) => finding.request?.route],
  ['path', ({ finding }) => finding.request?.path],
  ['user agent', ({ finding }) => finding.request?.userAgent],
  ['input', ({ finding }) => finding.input.path],
  ['input excerpt', ({ finding }) => finding.input.excerpt],
  ['sink', ({ finding }) => `${finding.sink.library} ${finding.sink.api}`],
  ['call excerpt', ({ finding }) => finding.span.excerpt],
  ['code', ({ finding: { location: at } }) => (at === undefined ? '' : `${at.file}:${at.line}`)],
  ['reason', ({ finding }) => finding.reason],
  ['count', ({ finding }) => String(finding.count)],
  ['country', ({ whereabouts }) => whereabouts.country],
  ['asn', ({ whereabouts: { asn } }) => asn?.toString()],
  ['autonomous system', ({ whereabouts }) => whereabouts.asName],
];

/** RFC 4180, every cell in quotes; OWASP's advice against formulas in cells. */
export const format: ExportFormat = {
  kind: 'csv',
  title: 'CSV',
  docs: 'https://www.rfc-editor.org/rfc/rfc4180',
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  head: csvRow(columns.map(([name]) => name)),
  write: (event) => csvRow(columns.map(([, valueOf]) => valueOf(event) ?? '')),
  cut: (message, at) =>
    csvRow(
      columns.map(([name]) =>
        name === 'time' ? at.toISOString() : name === 'reason' ? message : '',
      ),
    ),
};
