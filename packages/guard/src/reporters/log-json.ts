import { escapeUnsafe, excerpt, type Finding } from '@castellan/core';

const maxExcerptChars = 120;

/** A finding as one line of JSON: a message that is always the same, and data beside it. */
export function jsonLine(finding: Finding): string {
  const { detection, outcome, severity, confidence, disposition, mode, cwe, count } = finding;
  const { request, input, sink, location } = finding;
  return JSON.stringify({
    level: outcome === 'attack' ? 'error' : 'warn',
    time: finding.time,
    name: 'castellan',
    msg: messageOf(finding),
    findingId: finding.id,
    app: finding.app,
    detection,
    severity,
    confidence,
    disposition,
    mode,
    cwe,
    count,
    ...(request && {
      requestId: escapeUnsafe(request.id),
      method: escapeUnsafe(request.method),
      route: escapeUnsafe(request.route ?? request.path),
      address: request.address,
    }),
    input: escapeUnsafe(input.path),
    excerpt: excerpt(input.excerpt, maxExcerptChars),
    sink: `${sink.library} ${sink.api}`,
    ...(location && { location: `${location.file}:${location.line}:${location.column}` }),
    reason: finding.reason,
    ...(finding.drill !== undefined && { drill: finding.drill }),
  });
}

/** What happened, in words that a log search can rely on. */
export function messageOf({ outcome, disposition }: Finding): string {
  if (outcome === 'weakness') return 'weakness found';
  return disposition === 'blocked' ? 'attack blocked' : 'attack seen, not blocked';
}

export function jsonFault(msg: string, data: Readonly<Record<string, string | number>>): string {
  return entry('warn', msg, data);
}

export function jsonNotice(msg: string, data: Readonly<Record<string, unknown>>): string {
  return entry('info', msg, data);
}

function entry(level: string, msg: string, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    level,
    time: new Date().toISOString(),
    name: 'castellan',
    msg,
    ...data,
  });
}
