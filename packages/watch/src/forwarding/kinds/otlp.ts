import { jsonText } from '../../exports/export-format.ts';
import { logsRequest } from '../../exports/kinds/otlp.ts';
import { type BatchVerdict, defineForwardKind, type ForwardKind } from '../forward-kind.ts';
import { headersOf, httpSettings } from '../http-settings.ts';

export const forwarding: ForwardKind = defineForwardKind({
  kind: 'otlp',
  title: 'OpenTelemetry (OTLP/HTTP)',
  hint: 'Logs in JSON encoding; the address ends in /v1/logs.',
  docs: 'https://opentelemetry.io/docs/specs/otlp/#otlphttp',
  settings: httpSettings,
  pack: (batch, { url, authorization }) => ({
    via: 'http',
    url,
    headers: headersOf('application/json', authorization),
    body: jsonText(
      logsRequest(
        batch.flatMap((one) => (one.source === 'event' ? [one.event] : [])),
        batch.flatMap((one) => (one.source === 'event' ? [] : [one.note])),
      ),
    ),
    judge,
  }),
});

/** What a receiver refuses of a batch it says with 200, and it is not to be sent again. */
function judge(answer: string): BatchVerdict {
  const { partialSuccess } = readJson(answer) as {
    partialSuccess?: { rejectedLogRecords?: string | number; errorMessage?: string };
  };
  const refused = Number(partialSuccess?.rejectedLogRecords ?? 0);
  if (!Number.isFinite(refused) || refused <= 0) return { isTaken: true, refused: 0 };
  const reason = partialSuccess?.errorMessage ?? 'without a reason';
  return { isTaken: true, refused, problem: `refused ${refused} for good: ${reason}` };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
