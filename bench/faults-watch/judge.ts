import pg from 'pg';
import { rollUp } from '../../packages/watch/src/jobs/rollup.ts';
import type { OpenStore } from '../../packages/watch/src/store/open-store.ts';
import type { Told } from '../../packages/testkit/src/watch/faults/senders.ts';

/** What does not hold of a store after a fault; nothing when all is well. */
export async function wrongIn(
  { store, connection }: OpenStore,
  appId: string,
  told: Told,
): Promise<readonly string[]> {
  await rollUp(store);
  const client = new pg.Client(connection);
  await client.connect();
  const ask = async <Row extends pg.QueryResultRow>(text: string): Promise<{ rows: Row[] }> =>
    client.query<Row>(text, [appId]);
  const { rows } = await ask<{ id: string }>(`
    select id from events where app_id = $1`);
  const stored = rows.map(({ id }) => id);
  const ids = new Set(stored);
  const lost = [...told.acknowledged].filter((id) => !ids.has(id));
  const { rows: counts } = await ask<{ name: string; events: number }>(`
    select 'incidents' as name, sum(events)::int as events from incidents where app_id = $1
    union all select 'attackers', sum(events)::int from attackers where app_id = $1
    union all select 'hours', sum(events)::int from event_hours where app_id = $1
    union all select 'days', sum(stored)::int from event_days where app_id = $1`);
  const { rows: twins } = await ask<{ count: number }>(`
    select count(*)::int as count from incidents a join incidents b on a.app_id = b.app_id
      and a.key = b.key and a.id < b.id and a.last_seen + interval '30 minutes' > b.first_seen
      and b.last_seen + interval '30 minutes' > a.first_seen
    where a.app_id = $1`);
  await client.end();
  return [
    ...(lost.length > 0 ? [`${lost.length} acknowledged events are not there`] : []),
    ...(ids.size < stored.length ? [`${stored.length - ids.size} events are there twice`] : []),
    ...counts
      .filter(({ events }) => events !== stored.length)
      .map(({ name, events }) => `${name} count ${events} events, and ${stored.length} are there`),
    ...(twins[0]?.count === 0 ? [] : [`${twins[0]?.count} incidents are there twice`]),
  ];
}

export function inWords({ acknowledged, answers, words }: Told): string {
  const list = [...answers].map(([answer, count]) => `${answer}: ${count}`).join(', ');
  return `  ${acknowledged.size} events acknowledged; answers ${list}${words.size === 0 ? '' : `\n  it said: ${[...words].join(' · ')}`}`;
}
