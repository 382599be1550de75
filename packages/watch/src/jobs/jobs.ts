import { sql } from 'kysely';
import type { AlertContext } from '../alerts/alert-context.ts';
import { deliver } from '../alerts/deliver.ts';
import { escalate } from '../alerts/escalate.ts';
import { fanOut } from '../alerts/fan-out.ts';
import { remind } from '../alerts/remind.ts';
import { summarise } from '../alerts/summarise.ts';
import { runMonitors } from '../monitors/run-monitors.ts';
import { judgeAll } from '../practices/judge-practices.ts';
import { runPlaybooks } from '../playbooks/run-playbooks.ts';
import { forgetOldAttempts } from '../providers/attempts.ts';
import { followDrills } from '../drills/follow-drills.ts';
import { remindOfDrills } from '../drills/remind-of-drills.ts';
import { forward } from '../forwarding/forward.ts';
import { takeBackTimesToCome } from './times-to-come.ts';
import type { Partitions } from '../store/partitions.ts';
import { forgetOldChallenges } from '../people/passkey-challenges.ts';
import type { Store } from '../store/schema.ts';
import { remindOfReviews } from '../vendors/remind-of-reviews.ts';
import { followUpWork } from '../work/follow-up.ts';
import { reckonRisk } from '../users/reckon-risk.ts';
import type { Job } from './job-runner.ts';
import { retain } from './retention.ts';
import { rollUp } from './rollup.ts';

const dayMs = 86_400_000;

/** Everything that is done without being asked. */
export function jobs(store: Store, partitions: Partitions, alerts: AlertContext): readonly Job[] {
  return [
    {
      name: 'roll up',
      everySeconds: 10,
      run: async () => void (await rollUp(store)),
    },
    { name: 'reckon risk', everySeconds: 5, run: async () => void (await reckonRisk(store)) },
    {
      name: 'make partitions ahead',
      everySeconds: 3_600,
      run: () => partitions.ensure([Date.now(), Date.now() + dayMs, Date.now() + 2 * dayMs]),
    },
    {
      name: 'tell people',
      everySeconds: 1,
      run: async () => {
        await fanOut(alerts);
        await deliver(alerts);
      },
    },
    {
      name: 'follow up',
      everySeconds: 15,
      run: async () => {
        await escalate(alerts);
        await remind(alerts);
        await summarise(alerts);
      },
    },
    { name: 'follow drills', everySeconds: 1, run: () => followDrills(alerts) },
    { name: 'forward', everySeconds: 1, run: () => forward(alerts) },
    { name: 'look outside', everySeconds: 10, run: () => runMonitors(alerts) },
    { name: 'follow up work', everySeconds: 10, run: () => followUpWork(store) },
    {
      name: 'remind of reviews',
      everySeconds: 600,
      run: () => remindOfReviews(store),
    },
    { name: 'remind of drills', everySeconds: 600, run: () => remindOfDrills(store) },
    { name: 'take back times to come', everySeconds: 10, run: () => takeBackTimesToCome(store) },
    { name: 'judge practices', everySeconds: 60, run: () => judgeAll(store) },
    { name: 'run playbooks', everySeconds: 3, run: async () => void (await runPlaybooks(store)) },
    { name: 'retain', everySeconds: 3_600, run: () => retain(store, partitions) },
    { name: 'forget', everySeconds: 3_600, run: () => forget(store) },
  ];
}

/** What has ended and tells nothing any more. */
async function forget(store: Store): Promise<void> {
  await sql`delete from sessions where expires_at < now()`.execute(store);
  await sql`delete from attempts where resets_at < now()`.execute(store);
  await forgetOldChallenges(store);
  await forgetOldAttempts(store);
  await sql`delete from instances where seen_at < now() - interval '30 days'`.execute(store);
  await sql`delete from users where last_seen < now() - interval '180 days'`.execute(store);
  await sql`delete from user_risk_rises where at < now() - interval '8 days'`.execute(store);
  await sql`delete from user_scores where hour < now() - interval '31 days'`.execute(store);
  await sql`delete from package_lists where touched_at < now() - interval '7 days'`.execute(store);
  for (const table of ['app_packages', 'app_routes', 'app_outbound']) {
    await sql`delete from ${sql.table(table)} where last_seen < now() - interval '90 days'`.execute(
      store,
    );
  }
  await sql`delete from monitor_looks where at < now() - interval '90 days'`.execute(store);
  await sql`delete from reports where received_at < now() - interval '400 days'`.execute(store);
  await sql`
    delete from campaigns c where last_seen < now() - interval '90 days'
      and not exists (select from incidents where campaign_id = c.id)`.execute(store);
  await sql`delete from playbook_firings where at < now() - interval '400 days'`.execute(store);
  await sql`
    delete from deliveries where finished_at < now() - case state when 'told' then interval '7 days' else interval '90 days' end`.execute(
    store,
  );
}
