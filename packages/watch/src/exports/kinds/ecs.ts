import { isIP } from 'node:net';
import { type ExportedEvent, type ExportFormat, jsonLine } from '../export-format.ts';
import type { ExportedNote } from '../exported-note.ts';
import { ecsSeverity } from '../severity-of.ts';

const version = '8.17.0';

/** Elastic Common Schema 8, one document a line. */
export const format: ExportFormat = {
  kind: 'ecs',
  title: 'Elastic Common Schema',
  docs: 'https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html',
  mediaType: 'application/x-ndjson',
  extension: 'ecs.jsonl',
  write: (event) => jsonLine(ecsDocument(event)),
  cut: (message, at) =>
    jsonLine({
      '@timestamp': at.toISOString(),
      ecs: { version },
      message,
      event: { kind: 'event', action: 'export-cut', module: 'castellan' },
    }),
};

/** One event as a document. */
export function ecsDocument(event: ExportedEvent): Readonly<Record<string, unknown>> {
  const { finding } = event;
  const { location, sink, input, span } = finding;
  return {
    '@timestamp': event.at.toISOString(),
    ecs: { version },
    message: finding.reason,
    event: eventFields(event),
    rule: { id: finding.detection, name: finding.detection, category: `CWE-${finding.cwe}` },
    service: {
      name: finding.app,
      environment: finding.environment,
      node: { name: finding.instance },
      type: 'nodejs',
    },
    ...requestFields(event),
    ...(location && {
      log: {
        origin: {
          file: { name: location.file, line: location.line },
          ...(location.function !== undefined && { function: location.function }),
        },
      },
    }),
    // Fields of our own stand under a name of our own, as ECS asks.
    castellan: {
      incident: { id: event.incidentId },
      app: { id: event.appId },
      outcome: finding.outcome,
      confidence: finding.confidence,
      disposition: finding.disposition,
      count: finding.count,
      input: { path: input.path, excerpt: input.excerpt },
      sink: { library: sink.library, api: sink.api, kind: sink.kind },
      call: { excerpt: span.excerpt },
      controls: finding.controls,
    },
  };
}

/** The same for what is no event. */
export function ecsNote({ id, action, at, severity, message, fields }: ExportedNote): object {
  return {
    '@timestamp': at.toISOString(),
    ecs: { version },
    message,
    event: {
      id,
      kind: action === 'audit' ? 'event' : 'alert',
      action,
      severity: ecsSeverity[severity],
      module: 'castellan',
      dataset: action === 'audit' ? 'castellan.audit' : 'castellan.incident',
      provider: 'watch',
    },
    castellan: { note: fields },
  };
}

function eventFields({ id, receivedAt, finding }: ExportedEvent): object {
  const { disposition } = finding;
  return {
    id,
    kind: 'alert',
    category: ['intrusion_detection'],
    type: [disposition === 'blocked' ? 'denied' : 'allowed'],
    action: `${finding.detection}-${disposition}`,
    severity: ecsSeverity[finding.severity],
    reason: finding.reason,
    module: 'castellan',
    dataset: 'castellan.finding',
    provider: 'guard',
    created: receivedAt.toISOString(),
  };
}

function requestFields({ finding: { request }, whereabouts }: ExportedEvent): object {
  if (request === undefined) return {};
  const { address, user, userAgent } = request;
  return {
    http: { request: { id: request.id, method: request.method } },
    url: { path: request.path },
    // `ip` is of a type of its own: one document with another text in it is refused.
    ...(address !== undefined && {
      source: {
        address,
        ...(isIP(address) !== 0 && { ip: address }),
        ...placeFields(whereabouts),
      },
    }),
    ...(userAgent !== undefined && { user_agent: { original: userAgent } }),
    ...(user && { user: { id: user.id, ...(user.name !== undefined && { name: user.name }) } }),
  };
}

function placeFields({ country, asn, asName }: ExportedEvent['whereabouts']): object {
  return {
    ...(country !== undefined && { geo: { country_iso_code: country } }),
    ...(asn !== undefined && {
      as: { number: asn, ...(asName !== undefined && { organization: { name: asName } }) },
    }),
  };
}
