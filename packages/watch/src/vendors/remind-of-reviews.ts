import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { Store } from '../store/schema.ts';

const mostAtOnce = 100;

interface DueVendor {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly criticality: string;
  readonly review_on: string;
  readonly owner: string | null;
}

/** Tells once of each review of a vendor whose day has come. */
export async function remindOfReviews(store: Store, now: Date = new Date()): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  await store.transaction().execute(async (transaction) => {
    const { rows } = await sql<DueVendor>`
      update vendors v set told_review_on = v.review_on
      from (
        select id from vendors where review_on <= ${today} and told_review_on is distinct from review_on
        order by review_on limit ${mostAtOnce} for update skip locked
      ) d
      where v.id = d.id
      returning v.id, v.name, v.domain, v.criticality, v.review_on,
        (select name from people where id = v.owner_id) as owner`.execute(transaction);
    for (const { id, name, domain, criticality, review_on, owner } of rows) {
      await queueOtherNews(transaction, 'due', {
        subject: `vendor ${id}`,
        severity: criticality as Severity,
        title: `review of the vendor ${name}`,
        text: 'Look whether the agreement, the data they hold and their contact are still right, and set the next day.',
        facts: [
          { name: 'Domain', value: domain },
          { name: 'Due on', value: review_on },
          { name: 'Looked after by', value: owner ?? 'nobody' },
        ],
        path: `/inventory/vendors/${id}`,
      });
    }
  });
}
