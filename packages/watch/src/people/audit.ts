import { newId } from '../store/new-id.ts';
import { logForForwarding } from '../store/forward-log.ts';
import type { Store } from '../store/schema.ts';
import type { Principal, system } from './principal.ts';

/** Who an entry names: also people who are not signed in, such as at a failed login. */
export type Actor =
  | Pick<Principal, 'kind' | 'id' | 'name' | 'address'>
  /** A part of watch that acts by itself, such as a playbook, by its name. */
  | (Omit<typeof system, 'name'> & { readonly name: string })
  | {
      readonly kind: 'nobody';
      readonly id: undefined;
      readonly name: string;
      readonly address: string;
    };

/**
 * Writes down that somebody did something, in the transaction that did it: an act without its entry
 * does not happen. Details never hold secrets.
 */
export async function record(
  store: Store,
  actor: Actor,
  act: string,
  subject: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const id = newId();
  await store
    .insertInto('audit')
    .values({
      id,
      actor_kind: actor.kind,
      actor_id: actor.id ?? null,
      actor_name: actor.name.slice(0, 256),
      address: actor.address,
      act,
      subject: subject.slice(0, 256),
      details: JSON.stringify(details),
    })
    .execute();
  await logForForwarding(store, 'audit', [{ ref: id }]);
}
