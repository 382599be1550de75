import type { IngestSpeed } from './measure-ingest.ts';
import type { CallTime } from './measure-views.ts';
import type { memoryOf } from './processes.ts';

/** A view's call that takes longer at the median fails the bench. */
export const maxMedianMs = 300;

export interface WatchSpeed {
  readonly events: number;
  readonly fillSeconds: number;
  readonly idle: ReturnType<typeof memoryOf>;
  readonly calls: readonly CallTime[];
  readonly ingest: IngestSpeed;
}

/** The figures for people, with ids left out of the paths. */
export function report({ events, fillSeconds, idle, calls, ingest }: WatchSpeed): string {
  const rows = calls.map(({ view, path, medianMs, maxMs, kilobytes }) => [
    view,
    path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'),
    medianMs.toFixed(1),
    maxMs.toFixed(1),
    kilobytes.toFixed(1),
  ]);
  const { cpu } = ingest;
  const perCpuSecond = ingest.events / (cpu.watch + cpu.postgres);
  return [
    `${events} events stored, filled in ${fillSeconds.toFixed(0)} s`,
    '',
    'Calls of the views, one at a time, 20 of each after 3 to warm up; milliseconds at the client',
    ...table([['view', 'call', 'median', 'max', 'KB'], ...rows]),
    '',
    `Ingest: ${ingest.events} events in deliveries of 500, gzip, a third with users, ${ingest.bytesPerEvent.toFixed(0)} bytes an event before it; jobs included`,
    `  ${perCpuSecond.toFixed(0)} events per CPU second of watch and PostgreSQL ` +
      `(watch ${cpu.watch.toFixed(1)} s, PostgreSQL ${cpu.postgres.toFixed(1)} s; ` +
      `${(ingest.events / ingest.seconds).toFixed(0)} a second by the clock)`,
    '',
    'Memory 15 s after the start, idle',
    ...table([
      ['', 'RSS MB', 'PSS MB'],
      ...(['watch', 'postgres'] as const).map((name) => [
        name,
        idle[name].rssMb.toFixed(0),
        idle[name].pssMb.toFixed(0),
      ]),
    ]),
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, at) => (at < 2 && rows[0]!.length > 3 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ')}`.trimEnd(),
  );
}
