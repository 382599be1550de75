import type { IngestSpeed } from './measure-ingest.ts';
import type { PaintTime } from './measure-pages.ts';
import type { CallTime } from './measure-views.ts';
import type { memoryOf } from './processes.ts';

/** What the figures are held against. */
const budgets = {
  callMs: 300,
  paintMs: 1_500,
  scriptKb: 190,
  idleMb: 250,
  eventsPerCpuSecond: 10_000,
} as const;

export interface WatchSpeed {
  readonly events: number;
  readonly fillSeconds: number;
  readonly idle: ReturnType<typeof memoryOf>;
  readonly calls: readonly CallTime[];
  /** Absent without Chromium. */
  readonly pages: readonly PaintTime[] | undefined;
  readonly scriptKb: number;
  readonly ingest: IngestSpeed;
}

/** What is over its budget, in words; nothing when all is within. */
export function overBudget({ calls, pages = [], scriptKb, idle, ingest }: WatchSpeed): string[] {
  const memory = idle.watch.pssMb + idle.postgres.pssMb;
  return [
    ...calls
      .filter(({ medianMs }) => medianMs > budgets.callMs)
      .map(({ path }) => withoutIds(path)),
    ...pages
      .filter(({ medianMs }) => medianMs > budgets.paintMs)
      .map(({ page }) => `page ${withoutIds(page)}`),
    ...(scriptKb > budgets.scriptKb ? ['first JavaScript'] : []),
    ...(memory > budgets.idleMb ? ['idle memory'] : []),
    ...(perCpuSecond(ingest) < budgets.eventsPerCpuSecond ? ['ingest'] : []),
  ];
}

function perCpuSecond({ events, cpu }: IngestSpeed): number {
  return events / (cpu.watch + cpu.postgres);
}

function withoutIds(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
}

function mark(isWithin: boolean): string {
  return isWithin ? 'ok' : 'OVER';
}

/** The figures for people, with ids left out of the paths, each beside its budget. */
export function report(speed: WatchSpeed): string {
  const { events, fillSeconds, idle, calls, pages, scriptKb, ingest } = speed;
  const { cpu } = ingest;
  const memory = idle.watch.pssMb + idle.postgres.pssMb;
  const over = overBudget(speed);
  return [
    `${events} events stored, filled in ${fillSeconds.toFixed(0)} s`,
    '',
    `Calls of the views, one at a time, 20 of each after 3 to warm up; milliseconds at the client, budget ${budgets.callMs} at the median`,
    ...table([
      ['view', 'call', 'median', 'max', 'KB', ''],
      ...calls.map(({ view, path, medianMs, maxMs, kilobytes }) => [
        view,
        withoutIds(path),
        medianMs.toFixed(1),
        maxMs.toFixed(1),
        kilobytes.toFixed(1),
        mark(medianMs <= budgets.callMs),
      ]),
    ]),
    '',
    `Largest contentful paint in Chromium, each page loaded anew, its files in the browser's cache; milliseconds, median of 3, budget ${budgets.paintMs}`,
    ...(pages === undefined
      ? ['  not measured: there is no Chromium']
      : table([
          ['page', '', 'median', 'max', ''],
          ...pages.map(({ page, medianMs, maxMs }) => [
            withoutIds(page),
            '',
            medianMs.toFixed(0),
            maxMs.toFixed(0),
            mark(medianMs <= budgets.paintMs),
          ]),
        ])),
    '',
    `First JavaScript: ${scriptKb.toFixed(1)} KB gzip, budget ${budgets.scriptKb}: ${mark(scriptKb <= budgets.scriptKb)}`,
    '',
    `Ingest: ${ingest.events} events in deliveries of 500, gzip, a third with users, ${ingest.bytesPerEvent.toFixed(0)} bytes an event before it; jobs included`,
    `  ${perCpuSecond(ingest).toFixed(0)} events per CPU second of watch and PostgreSQL ` +
      `(watch ${cpu.watch.toFixed(1)} s, PostgreSQL ${cpu.postgres.toFixed(1)} s; ` +
      `${(ingest.events / ingest.seconds).toFixed(0)} a second by the clock), budget ${budgets.eventsPerCpuSecond}: ` +
      mark(perCpuSecond(ingest) >= budgets.eventsPerCpuSecond),
    '',
    `Memory 15 s after the start, idle; budget ${budgets.idleMb} MB PSS of both: ${mark(memory <= budgets.idleMb)}`,
    ...table([
      ['', 'RSS MB', 'PSS MB'],
      ...(['watch', 'postgres'] as const).map((name) => [
        name,
        idle[name].rssMb.toFixed(0),
        idle[name].pssMb.toFixed(0),
      ]),
    ]),
    '',
    over.length === 0
      ? 'Nothing is over its budget.'
      : `${over.length} over budget: ${over.join(', ')}`,
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, at) => (at < 2 && rows[0]!.length > 3 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ')}`.trimEnd(),
  );
}
