import { type ExportedEvent, type ExportFormat, jsonLine } from '../export-format.ts';
import type { ExportedNote } from '../exported-note.ts';
import { otlpSeverity } from '../severity-of.ts';

type Value = string | number | undefined;

/** OTLP in its JSON encoding: one `ExportLogsServiceRequest` a line, as collectors read files. */
export const format: ExportFormat = {
  kind: 'otlp',
  title: 'OpenTelemetry logs',
  docs: 'https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding',
  mediaType: 'application/x-ndjson',
  extension: 'otlp.jsonl',
  write: (event) => jsonLine(logsRequest([event])),
  cut: (message, at) =>
    jsonLine({
      resourceLogs: [
        {
          resource: { attributes: attributes([['service.name', 'castellan']]) },
          scopeLogs: [
            {
              scope: { name: 'castellan' },
              logRecords: [
                {
                  timeUnixNano: nanoseconds(at),
                  severityNumber: 13,
                  severityText: 'WARN',
                  eventName: 'castellan.export.cut',
                  body: { stringValue: message },
                },
              ],
            },
          ],
        },
      ],
    }),
};

/** One request for several events, each under the process that reported it. */
export function logsRequest(
  events: readonly ExportedEvent[],
  notes: readonly ExportedNote[] = [],
): object {
  const bySource = new Map<string, ExportedEvent[]>();
  for (const event of events) {
    const { app, environment, instance } = event.finding;
    const key = JSON.stringify([app, environment, instance]);
    bySource.set(key, [...(bySource.get(key) ?? []), event]);
  }
  return {
    resourceLogs: [...bySource.values()]
      .map((ofSource) => ({
        resource: { attributes: resourceOf(ofSource[0]!) },
        scopeLogs: [{ scope: { name: 'castellan' }, logRecords: ofSource.map(logRecord) }],
      }))
      .concat(notes.length === 0 ? [] : [ofWatch(notes)]),
  };
}

/** What watch itself tells. */
function ofWatch(notes: readonly ExportedNote[]): {
  resource: { attributes: readonly object[] };
  scopeLogs: { scope: { name: string }; logRecords: object[] }[];
} {
  return {
    resource: { attributes: attributes([['service.name', 'castellan watch']]) },
    scopeLogs: [{ scope: { name: 'castellan' }, logRecords: notes.map(noteRecord) }],
  };
}

function noteRecord({ id, action, at, severity, message, fields }: ExportedNote): object {
  const [severityNumber, severityText] = otlpSeverity[severity];
  return {
    timeUnixNano: nanoseconds(at),
    severityNumber,
    severityText,
    eventName: `castellan.${action}`,
    body: { stringValue: message },
    attributes: attributes([
      ['log.record.uid', id],
      ...Object.entries(fields).map(([name, value]) => [`castellan.${name}`, value] as const),
    ]),
  };
}

function resourceOf({ finding }: ExportedEvent): readonly object[] {
  return attributes([
    ['service.name', finding.app],
    ['service.instance.id', finding.instance],
    ['deployment.environment.name', finding.environment],
  ]);
}

function logRecord({
  id,
  at,
  receivedAt,
  incidentId,
  whereabouts,
  finding,
}: ExportedEvent): object {
  const { request, input, sink, span, location } = finding;
  const [severityNumber, severityText] = otlpSeverity[finding.severity];
  return {
    timeUnixNano: nanoseconds(at),
    observedTimeUnixNano: nanoseconds(receivedAt),
    severityNumber,
    severityText,
    eventName: 'castellan.finding',
    body: { stringValue: finding.reason },
    attributes: attributes([
      ['log.record.uid', id],
      ['client.address', request?.address],
      ['geo.country.iso_code', whereabouts.country],
      ['castellan.asn', whereabouts.asn],
      ['castellan.as.name', whereabouts.asName],
      ['http.request.method', request?.method],
      ['http.route', request?.route],
      ['url.path', request?.path],
      ['user_agent.original', request?.userAgent],
      ['user.id', request?.user?.id],
      ['user.name', request?.user?.name],
      ['code.file.path', location?.file],
      ['code.line.number', location?.line],
      ['castellan.incident.id', incidentId],
      ['castellan.detection', finding.detection],
      ['castellan.outcome', finding.outcome],
      ['castellan.severity', finding.severity],
      ['castellan.disposition', finding.disposition],
      ['castellan.cwe', finding.cwe],
      ['castellan.count', finding.count],
      ['castellan.input.path', input.path],
      ['castellan.input.excerpt', input.excerpt],
      ['castellan.sink', `${sink.library} ${sink.api}`],
      ['castellan.call.excerpt', span.excerpt],
    ]),
  };
}

/** Whole numbers of 64 bits are texts in protobuf's JSON. */
function attributes(pairs: readonly (readonly [string, Value])[]): readonly object[] {
  return pairs
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({
      key,
      value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
    }));
}

function nanoseconds(date: Date): string {
  return `${BigInt(date.getTime()) * 1_000_000n}`;
}
