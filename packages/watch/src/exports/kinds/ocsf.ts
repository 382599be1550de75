import type { Finding } from '@castellan/core';
import { isIP } from 'node:net';
import { type ExportedEvent, type ExportFormat, jsonLine } from '../export-format.ts';
import { ocsfSeverity } from '../severity-of.ts';

const version = '1.4.0';
const product = { name: 'Castellan', vendor_name: 'Castellan' } as const;
const classUid = 2004;
/** Create: each of our events is a finding of its own, never changed. */
const activityId = 1;

const confidenceId: Readonly<Record<Finding['confidence'], number>> = {
  certain: 3,
  likely: 2,
  possible: 1,
};

/** Open Cybersecurity Schema Framework, class Detection Finding with the profile Security Control. */
export const format: ExportFormat = {
  kind: 'ocsf',
  title: 'OCSF',
  docs: 'https://schema.ocsf.io/1.4.0/classes/detection_finding',
  mediaType: 'application/x-ndjson',
  extension: 'ocsf.jsonl',
  write: (event) => jsonLine(detectionFinding(event)),
  // A base event: it is no finding.
  cut: (message, at) =>
    jsonLine({
      activity_id: 99,
      activity_name: 'Export cut',
      category_uid: 0,
      class_uid: 0,
      type_uid: 99,
      severity_id: 1,
      time: at.getTime(),
      message,
      metadata: { version, product },
    }),
};

function detectionFinding(event: ExportedEvent): object {
  const { at, receivedAt, incidentId, appId, finding } = event;
  const isBlocked = finding.disposition === 'blocked';
  return {
    activity_id: activityId,
    category_uid: 2,
    class_uid: classUid,
    type_uid: classUid * 100 + activityId,
    time: at.getTime(),
    severity_id: ocsfSeverity[finding.severity],
    status_id: 1,
    confidence_id: confidenceId[finding.confidence],
    action_id: isBlocked ? 2 : 1,
    // Blocked; else detected and let go on, or allowed.
    disposition_id: isBlocked ? 2 : finding.disposition === 'logged' ? 15 : 1,
    is_alert: true,
    count: finding.count,
    message: finding.reason,
    metadata: {
      version,
      product,
      profiles: ['security_control'],
      uid: event.id,
      logged_time: receivedAt.getTime(),
    },
    finding_info: {
      uid: event.id,
      title: finding.detection,
      desc: finding.reason,
      created_time: at.getTime(),
      analytic: { type_id: 1, uid: finding.detection, name: finding.detection },
    },
    remediation: { desc: finding.advice },
    resources: [{ uid: appId, name: finding.app, type: 'application' }],
    evidences: [evidenceOf(event)],
    unmapped: {
      incident_id: incidentId,
      environment: finding.environment,
      instance: finding.instance,
      outcome: finding.outcome,
      cwe: finding.cwe,
      controls: finding.controls,
    },
  };
}

function evidenceOf({ finding, whereabouts }: ExportedEvent): object {
  const { request, input, sink, span, location } = finding;
  return {
    api: { operation: `${sink.library} ${sink.api}` },
    data: {
      input_path: input.path,
      input_excerpt: input.excerpt,
      call_excerpt: span.excerpt,
      ...(location && { code: `${location.file}:${location.line}` }),
    },
    ...(request && {
      http_request: {
        uid: request.id,
        http_method: request.method,
        url: { path: request.path },
        ...(request.userAgent !== undefined && { user_agent: request.userAgent }),
      },
      ...(request.address !== undefined &&
        isIP(request.address) !== 0 && {
          src_endpoint: { ip: request.address, ...placeOf(whereabouts) },
        }),
      ...(request.user && {
        actor: {
          user: {
            uid: request.user.id,
            ...(request.user.name !== undefined && { name: request.user.name }),
          },
        },
      }),
    }),
  };
}

function placeOf({ country, asn, asName }: ExportedEvent['whereabouts']): object {
  return {
    ...(country !== undefined && { location: { country } }),
    ...(asn !== undefined && {
      autonomous_system: { number: asn, ...(asName !== undefined && { name: asName }) },
    }),
  };
}
