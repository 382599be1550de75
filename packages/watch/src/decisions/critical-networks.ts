import { type Network, parseNetwork } from '@castellan/core';
import type { Selectable } from 'kysely';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { CriticalNetworksTable, Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { checkActor } from './critical.ts';

export type CriticalNetworkRow = Selectable<CriticalNetworksTable>;

/** Networks that the team named: nothing there is blocked by accident, and nothing ever by a playbook. */
export async function listCriticalNetworks(store: Store): Promise<readonly CriticalNetworkRow[]> {
  return store.selectFrom('critical_networks').selectAll().orderBy('network').execute();
}

/** The same as they are compared with. */
export async function teamNetworks(store: Store): Promise<readonly Network[]> {
  const rows = await store.selectFrom('critical_networks').select('network').execute();
  return rows.flatMap(({ network }) => parseNetwork(network) ?? []);
}

export async function addCriticalNetwork(
  store: Store,
  principal: Principal,
  { network, note }: { readonly network: string; readonly note: string },
): Promise<Done> {
  const bits = network.includes(':') ? 128 : 32;
  const value = network.includes('/') ? network : `${network.trim()}/${bits}`;
  const checked = checkActor({ kind: 'network', value });
  if (!checked.ok) return checked;
  const { value: canonical } = checked.actor;
  return store.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('critical_networks')
      .values({ network: canonical, note, created_by: principal.name })
      .onConflict((conflict) => conflict.doNothing())
      .returning('network')
      .executeTakeFirst();
    if (added === undefined) {
      return { ok: false, problem: `${canonical} is in the list already.`, isConflict: true };
    }
    await record(transaction, principal, 'add critical network', canonical, { note });
    return { ok: true, id: canonical };
  });
}

/** False when it is not in the list. */
export async function removeCriticalNetwork(
  store: Store,
  principal: Principal,
  network: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('critical_networks')
      .where('network', '=', network)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await record(transaction, principal, 'remove critical network', network);
    return true;
  });
}
