import * as z from 'zod';
import { defineMonitor, type Level, type Look, type MonitorKind } from '../monitor-kind.ts';
import { lastPings } from '../last-pings.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
type Backup = Awaited<ReturnType<typeof lastPings>>[number];
interface Fault {
  readonly level: Exclude<Level, 'ok'>;
  readonly text: string;
}

export const monitor: MonitorKind = defineMonitor({
  kind: 'backup',
  title: 'Backup',
  hint: 'Hears of each backup, and of each test that brings one back, from the program that makes it; tells when one is late or much smaller than the one before.',
  everyMinutes: 10,
  badLooks: 1,
  takesPings: true,
  settings: z.object({
    hours: z.coerce
      .number()
      .int()
      .min(1)
      .max(8_784)
      .default(26)
      .meta({ title: 'Hours between backups', description: 'At most; later is told.' }),
    percent: z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(50)
      .meta({ title: 'Percent smaller', description: 'Than the one before; more is told.' }),
    restoreDays: z.coerce.number().int().min(1).max(1_000).default(90).meta({
      title: 'Days between restore tests',
      description: 'A backup that nobody ever brought back is a hope.',
    }),
  }),
  async look({ hours, percent, restoreDays }, { store, monitorId, now }) {
    const [last, before] = await lastPings(store, monitorId, 'backup', 2);
    const [restored] = await lastPings(store, monitorId, 'restore', 1);
    const faults = [
      ...lateBackup(last, hours, now),
      ...shrunk(last, before, percent),
      ...lateRestore(restored, restoreDays, now),
    ];
    const facts = [
      { name: 'Last backup', value: last?.at.toISOString() ?? 'none' },
      ...(last?.bytes === undefined ? [] : [{ name: 'Its bytes', value: String(last.bytes) }]),
      { name: 'Last restore test', value: restored?.at.toISOString() ?? 'none' },
    ];
    return { ...judgement(faults), facts };
  },
});

function judgement(faults: readonly Fault[]): Pick<Look, 'level' | 'step' | 'summary'> {
  if (faults.length === 0) return { level: 'ok', summary: 'Backed up, and brought back in time' };
  const level = faults.some((one) => one.level === 'critical') ? 'critical' : 'warning';
  const summary = faults.map(({ text }) => text).join('; ');
  return { level, step: summary, summary };
}

function lateBackup(last: Backup | undefined, hours: number, now: Date): readonly Fault[] {
  if (last === undefined) return [{ level: 'warning', text: 'No backup was ever told of' }];
  return now.getTime() - last.at.getTime() > hours * hourMs
    ? [{ level: 'critical', text: `No backup for more than ${hours} hours` }]
    : [];
}

function shrunk(
  last: Backup | undefined,
  before: Backup | undefined,
  percent: number,
): readonly Fault[] {
  if (last?.bytes === undefined || before?.bytes === undefined || before.bytes === 0) return [];
  const less = Math.floor((1 - last.bytes / before.bytes) * 100);
  return less > percent
    ? [{ level: 'critical', text: `The backup is ${less} % smaller than the one before` }]
    : [];
}

function lateRestore(last: Backup | undefined, days: number, now: Date): readonly Fault[] {
  if (last === undefined) return [{ level: 'warning', text: 'No restore was ever tested' }];
  return now.getTime() - last.at.getTime() > days * dayMs
    ? [{ level: 'warning', text: `No restore was tested for more than ${days} days` }]
    : [];
}
