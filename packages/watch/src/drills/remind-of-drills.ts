import { sql } from 'kysely';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { Store } from '../store/schema.ts';
import { drillDays } from '../words/drill-days.ts';
import { drillDueAt, isDrillDue } from '../store/drill-due.ts';

interface DueApp {
  readonly id: string;
  readonly name: string;
}

/** Tells once that a drill of an app is due, as soon as there is somebody to tell; again when the next one is. */
export async function remindOfDrills(store: Store): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const { rows } = await sql<DueApp>`
      update apps a set told_drill_at = now()
      from (
        select id from apps where ${isDrillDue('apps')}
          and (told_drill_at is null or told_drill_at < ${drillDueAt('apps')})
          and exists (select from channels where not is_paused)
        order by id limit 100 for update skip locked
      ) d
      where a.id = d.id
      returning a.id, a.name`.execute(transaction);
    for (const { id, name } of rows) {
      await queueOtherNews(transaction, 'due', {
        subject: `drill ${id}`,
        severity: 'medium',
        title: `drill of ${name}`,
        text: `No drill of ${name} has ended for ${drillDays} days: nobody knows whether people would be told of an attack today.`,
        facts: [{ name: 'App', value: name }],
        path: '/drills',
        appId: id,
      });
    }
  });
}
