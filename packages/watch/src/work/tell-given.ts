import { severities, type Severity } from '@castellan/core';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { StoreTransaction } from '../store/schema.ts';

/** An item that somebody got because new work is theirs. */
interface GivenItem {
  readonly id: string;
  readonly app_id: string;
  readonly title: string;
  readonly priority: string;
  readonly rule: string;
}

/** Tells of all that one report gave to somebody in one message, as severe as the worst of it. */
export async function tellGiven(
  transaction: StoreTransaction,
  assignee: string,
  items: readonly GivenItem[],
): Promise<void> {
  const worst = severities
    .map((severity) => items.find(({ priority }) => priority === severity))
    .find((item) => item !== undefined);
  if (worst === undefined) return;
  const isOne = items.length === 1;
  await queueOtherNews(transaction, 'assigned', {
    subject: `work ${worst.id}`,
    severity: worst.priority as Severity,
    title: isOne
      ? `${assignee}: ${worst.title}`
      : `${assignee}: ${items.length} new items, the worst: ${worst.title}`,
    text: `New work goes to ${assignee}, as the settings say.`,
    facts: [{ name: 'Rule', value: worst.rule }],
    path: isOne ? `/work/${worst.id}` : `/work?app=${worst.app_id}`,
    appId: worst.app_id,
  });
}
