import { jsonLine } from '../../exports/export-format.ts';
import { format } from '../../exports/kinds/json-lines.ts';
import { defineForwardKind, type Forwarded, type ForwardKind } from '../forward-kind.ts';
import { headersOf, httpSettings } from '../http-settings.ts';

export const forwarding: ForwardKind = defineForwardKind({
  kind: 'json-lines',
  title: 'JSON lines over HTTPS',
  hint: 'Each batch is posted as NDJSON, one object a line with its source. Any status of 2xx takes it.',
  docs: 'https://jsonlines.org/',
  settings: httpSettings,
  pack: (batch, { url, authorization }) => ({
    via: 'http',
    url,
    headers: headersOf('application/x-ndjson', authorization),
    body: batch.map(lineOf).join(''),
  }),
});

function lineOf(one: Forwarded): string {
  if (one.source === 'event') return format.write(one.event).replace('{', '{"source":"event",');
  const { at, ...note } = one.note;
  return jsonLine({ source: one.source, at: at.toISOString(), ...note });
}
