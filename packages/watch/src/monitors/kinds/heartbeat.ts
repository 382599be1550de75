import * as z from 'zod';
import { appSettings } from '../app-settings.ts';
import { defineMonitor, type MonitorKind } from '../monitor-kind.ts';

export const monitor: MonitorKind = defineMonitor({
  kind: 'heartbeat',
  title: 'Guard’s heartbeat',
  hint: 'Tells when no guarded process of an app has given a sign of life for a while: the app is down, or runs without guard.',
  everyMinutes: 1,
  badLooks: 1,
  settings: z.object({
    ...appSettings,
    minutes: z.coerce
      .number()
      .int()
      .min(2)
      .max(1_440)
      .default(5)
      .meta({ title: 'Minutes of silence' }),
  }),
  async look({ app, environment, minutes }, { store, now }) {
    const { seen_at: seenAt } = await store
      .selectFrom('instances')
      .select(({ fn }) => fn.max('seen_at').as('seen_at'))
      .where('app_id', '=', app)
      .where('environment', '=', environment)
      .executeTakeFirstOrThrow();
    // An aggregate over nothing is null, which the types do not say.
    const last = seenAt as Date | null;
    if (last === null) {
      return { level: 'warning', summary: `No process of ${environment} was ever seen`, facts: [] };
    }
    const silent = Math.floor((now.getTime() - last.getTime()) / 60_000);
    const facts = [{ name: 'Last seen', value: last.toISOString() }];
    return silent < minutes
      ? { level: 'ok', summary: `Seen ${silent} min ago`, facts }
      : { level: 'critical', summary: `Silent for ${minutes} minutes or more`, facts };
  },
});
