import { type Actor, canonicalAddress, parseNetwork } from '@castellan/core';
import type { Store } from '../store/schema.ts';
import { asSpan, explain } from './explain.ts';
import { type ActorCount, findActors } from './find-actors.ts';
import { type Cause, fire } from './fire.ts';
import { listPlaybooks, type Playbook } from './playbooks.ts';
import { explainRise, risenUsers } from './risen-users.ts';
import type { PlaybookRule } from './rule.ts';

/** Looks whether any playbook that is on has to act; how many times one did. */
export async function runPlaybooks(store: Store, now: Date = new Date()): Promise<number> {
  let fired = 0;
  for (const playbook of await listPlaybooks(store)) {
    if (!playbook.isOn) continue;
    for (const cause of await causesOf(store, playbook, now)) {
      if (await fire(store, playbook, cause)) fired += 1;
    }
  }
  return fired;
}

async function causesOf(store: Store, { rule }: Playbook, now: Date): Promise<readonly Cause[]> {
  const since = new Date(now.getTime() - rule.windowSeconds * 1_000);
  if (rule.on === 'monitor') return failingSince(store, rule, since);
  if (rule.on === 'user-risk') {
    return (await risenUsers(store, rule, since)).map((rise) => ({
      actor: { kind: 'user', value: rise.user_id },
      explanation: explainRise(rule, rise),
      appIds: [rise.app_id],
    }));
  }
  const found = await findActors(store, rule, since);
  return found.map((count) => {
    const actor = actorFor(rule, count);
    return { actor, explanation: explain(rule, actor.value, count), appIds: count.appIds };
  });
}

/** As decisions spell it: PostgreSQL writes some networks otherwise. */
function actorFor({ by }: PlaybookRule, { key }: ActorCount): Actor {
  const network = by === 'network' ? parseNetwork(key) : undefined;
  const value =
    network === undefined ? key : `${canonicalAddress(network.address)}/${network.bits}`;
  return { kind: by, value };
}

async function failingSince(
  store: Store,
  { windowSeconds }: PlaybookRule,
  since: Date,
): Promise<readonly Cause[]> {
  const rows = await store
    .selectFrom('monitors')
    .select(['name', 'summary'])
    .where('state', '=', 'critical')
    .where('is_paused', '=', false)
    .where('state_since', '<=', since)
    .execute();
  return rows.map(({ name, summary }) => ({
    actor: { kind: 'monitor', value: name },
    explanation: `${name} has been critical for more than ${asSpan(windowSeconds)}: ${summary ?? ''}`,
    appIds: [],
  }));
}
