import { type ExportFormat, jsonLine } from '../export-format.ts';

export const format: ExportFormat = {
  kind: 'json-lines',
  title: 'JSON lines',
  docs: 'https://jsonlines.org/',
  mediaType: 'application/x-ndjson',
  extension: 'jsonl',
  write: ({ id, at, receivedAt, incidentId, appId, whereabouts, finding }) =>
    jsonLine({
      id,
      at: at.toISOString(),
      receivedAt: receivedAt.toISOString(),
      incidentId,
      appId,
      whereabouts,
      finding,
    }),
  cut: (message, at) => jsonLine({ cut: true, at: at.toISOString(), message }),
};
