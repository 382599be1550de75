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
];

/** What spreadsheets take for the beginning of a formula, also where spaces stand before it. */
const formula = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** RFC 4180, every cell in quotes; OWASP's advice against formulas in cells. */
export const format: ExportFormat = {
  kind: 'csv',
  title: 'CSV',
  docs: 'https://www.rfc-editor.org/rfc/rfc4180',
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  head: row(columns.map(([name]) => name)),
  write: (event) => row(columns.map(([, valueOf]) => valueOf(event) ?? '')),
  cut: (message, at) =>
    row(
      columns.map(([name]) =>
        name === 'time' ? at.toISOString() : name === 'reason' ? message : '',
      ),
    ),
};

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  // A NUL ends the text in some readers, and what stands behind it begins anew.
  const plain = text.replaceAll('\0', '\ufffd');
  return `"${formula.test(plain) ? "'" : ''}${plain.replaceAll('"', '""')}"`;
}
