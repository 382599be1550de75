import { csvRow, escapeUnsafe } from '@castellan/core';
import type { CheckFinding, CheckReport } from '../engine/report-type.ts';
import { showingLine } from './counts.ts';

const columns: readonly (readonly [string, (finding: CheckFinding) => string | undefined])[] = [
  ['fingerprint', ({ fingerprint }) => fingerprint],
  ['rule', ({ rule }) => rule],
  ['practice', ({ practice }) => practice],
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['new', ({ isNew }) => (isNew ? 'yes' : 'no')],
  ['file', ({ file }) => file],
  ['line', ({ line }) => line?.toString()],
  ['message', ({ message }) => message],
  ['fix', ({ fix }) => fix],
  ['shown by', showingLine],
  ['accepted by', ({ acceptance }) => acceptance?.owner],
  ['accepted until', ({ acceptance }) => acceptance?.until],
  ['reason', ({ acceptance }) => acceptance?.reason],
];

/** All findings, accepted ones too, as a table (RFC 4180), every cell in quotes. */
export function csvReport({ findings }: CheckReport): string {
  const rows = findings.map((finding) =>
    columns.map(([, valueOf]) => escapeUnsafe(valueOf(finding) ?? '')),
  );
  return [columns.map(([name]) => name), ...rows].map(csvRow).join('');
}
