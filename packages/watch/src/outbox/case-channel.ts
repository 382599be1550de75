import { randomUUID } from 'node:crypto';
import type { Store } from '../store/schema.ts';

/** A channel without which no news is kept; nothing leaves by it. Its id. */
export async function caseChannel(store: Store): Promise<string> {
  const id = randomUUID();
  await store
    .insertInto('channels')
    .values({
      id,
      name: 'c',
      kind: 'webhook',
      settings: '{}',
      secrets: null,
      rules: '{}',
      created_by: 'Ada',
      tokens: 1,
    })
    .execute();
  return id;
}

/** Titles of what was to be told besides incidents; it is told no more. */
export async function takeNews(store: Store): Promise<string[]> {
  const rows = await store
    .deleteFrom('outbox')
    .where('alert', 'is not', null)
    .returning('alert')
    .execute();
  return rows.map(({ alert }) => (alert as { title: string }).title);
}
