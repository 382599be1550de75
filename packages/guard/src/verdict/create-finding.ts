import {
  type Disposition,
  excerptAround,
  type Finding,
  type FindingRequest,
  type Mode,
  redactText,
  redactValue,
  type SourceLocation,
} from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import { tokenFingerprintOf } from '../identity/token-fingerprint.ts';
import { userOf } from '../identity/user-of.ts';
import { callText } from './call-text.ts';
import { appFrame, captureFrames, type Frame } from './call-site.ts';
import type { Judged } from './judged.ts';
import { clientOf } from './client-of.ts';
import { enforcement } from './enforcement.ts';
import { instanceId } from './instance.ts';
import { pathOf } from './route.ts';
import { originalFrame } from './source-map.ts';

const MAX_STACK = 20;
const MAX_EXCERPT = 400;

/** Explains a verdict: who sent what, how it reached which call, from which line, and what to do. */
export function createFinding(
  { context, point, call, detection: { meta }, verdict }: Judged,
  decided: { readonly id: string; readonly mode: Mode; readonly disposition: Disposition },
): Finding {
  const { configuration } = enforcement();
  const { input, transformations } = verdict.occurrence;
  const frames = captureFrames();
  const own = appFrame(frames);
  return {
    version: 1,
    id: decided.id,
    time: new Date().toISOString(),
    app: configuration.app,
    environment: configuration.environment,
    instance: instanceId(),
    detection: meta.id,
    outcome: verdict.outcome,
    confidence: verdict.confidence,
    severity: verdict.outcome === 'weakness' ? 'medium' : meta.severity,
    disposition: decided.disposition,
    mode: decided.mode,
    cwe: meta.cwe,
    practices: meta.practices,
    controls: meta.controls,
    reason: verdict.reason,
    request: requestOf(context),
    input: {
      path: input.path.slice(0, 256),
      excerpt: redactValue(input.value.slice(0, 4 * MAX_EXCERPT), input.path).slice(0, MAX_EXCERPT),
      transformations,
    },
    sink: { library: point.library, api: point.api, kind: call.kind },
    span: spanOf(call, verdict.span),
    ...(own === undefined ? {} : { location: toLocation(own) }),
    stack: frames.slice(0, MAX_STACK).map(toLocation),
    advice: meta.advice,
    count: 1,
    ...(point.drill === undefined ? {} : { drill: point.drill }),
  };
}

function requestOf(context: RequestContext): FindingRequest {
  const { req, url, route, id } = context;
  const address = clientOf(req);
  const userAgent = req.headers['user-agent'];
  const user = userOf(context);
  const tokenFingerprint = tokenFingerprintOf(context);
  return {
    id,
    method: req.method ?? 'GET',
    ...(route === undefined ? {} : { route: redactText(route.slice(0, 256)) }),
    path: redactText(pathOf(url).slice(0, 1000)).slice(0, 1024),
    ...(address === undefined ? {} : { address }),
    ...(userAgent === undefined ? {} : { userAgent: redactText(userAgent.slice(0, 500)) }),
    ...(user === undefined ? {} : { user }),
    ...(tokenFingerprint === undefined ? {} : { tokenFingerprint }),
  };
}

function spanOf(call: SinkCall, span: { start: number; end: number }): Finding['span'] {
  const { text, start, end } = excerptAround(callText(call), span);
  return { excerpt: text, start, end };
}

function toLocation(frame: Frame): SourceLocation {
  const mapped = originalFrame(frame);
  return {
    file: mapped.file,
    line: mapped.line,
    column: mapped.column,
    ...(mapped.function === undefined ? {} : { function: mapped.function }),
    sourceMapped: mapped !== frame,
  };
}
