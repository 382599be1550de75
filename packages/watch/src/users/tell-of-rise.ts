import { sql } from 'kysely';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';

interface Scored {
  readonly app_id: string;
  readonly user_id: string;
  readonly score: number;
}

interface Rise extends Scored {
  readonly app: string;
  readonly name: string | null;
  readonly before: number;
  readonly wasTold: boolean;
}

const seriousScore = 50;

/**
 * Tells people whose score rose by the threshold within a day. What was told is not told again until
 * the score has risen by as much once more.
 */
export async function tellOfRise(
  transaction: StoreTransaction,
  scores: readonly Scored[],
  now: Date,
): Promise<void> {
  const { rows } = await sql<Rise>`
    select n.app_id, n.user_id, n.score, a.name as app, u.name, b.before, u.told_at is not null as "wasTold"
    from json_to_recordset(${storableJson(scores)}::json) as n (app_id uuid, user_id text, score int)
      join users u on u.app_id = n.app_id and u.user_id = n.user_id
      join apps a on a.id = n.app_id,
      lateral (select greatest(
        coalesce((select score from user_scores s where s.app_id = n.app_id and s.user_id = n.user_id
          and s.hour <= ${now}::timestamptz - interval '24 hours' order by hour desc limit 1), 0),
        case when u.told_at > ${now}::timestamptz - interval '24 hours' then u.told_score else 0 end) as before) b
    where n.score - b.before >= (select threshold from user_risk_settings)`.execute(transaction);
  for (const rise of rows) await tell(transaction, rise, now);
}

async function tell(
  transaction: StoreTransaction,
  { app_id, user_id, score, app, name, before, wasTold }: Rise,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('users')
    .set({ told_score: score, told_at: now })
    .where('app_id', '=', app_id)
    .where('user_id', '=', user_id)
    .execute();
  const shown = name === null ? user_id : `${name} (${user_id})`;
  await queueOtherNews(transaction, wasTold ? 'worse' : 'opened', {
    subject: `user ${app_id} ${user_id}`,
    severity: score >= seriousScore ? 'critical' : 'high',
    title: `User ${shown} of ${app} is at risk: score ${score}, up from ${before}`,
    text: 'Either the account does harm, or somebody else uses it. The page says what the score is made of.',
    facts: [
      { name: 'App', value: app },
      { name: 'User', value: shown },
      { name: 'Score', value: `${score} of 100, ${before} before` },
    ],
    path: `/users/${encodeURIComponent(user_id)}?app=${app_id}`,
    appId: app_id,
  });
}
