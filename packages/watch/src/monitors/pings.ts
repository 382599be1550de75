import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { hashSecret, newSecret } from '../people/secrets.ts';
import type { Store } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import type { PingKind } from './last-pings.ts';
import { kindOf, lockMonitor } from './monitors.ts';

export interface Ping {
  readonly kind: PingKind;
  readonly bytes?: number | undefined;
}

const mostKept = 200;

/** A new token for a monitor's pings, shown once; the one before is valid no more. */
export async function makePingToken(
  store: Store,
  principal: Principal,
  id: string,
): Promise<{ readonly token: string } | Extract<Done, { ok: false }> | undefined> {
  return store.transaction().execute(async (transaction) => {
    const found = await lockMonitor(transaction, principal, id);
    if (found === undefined) return undefined;
    if (kindOf(found.kind)?.takesPings !== true) {
      return { ok: false, problem: 'This kind of monitor takes no pings.' };
    }
    const token = newSecret();
    await transaction
      .updateTable('monitors')
      .set({ token_hash: hashSecret(token) })
      .where('id', '=', id)
      .execute();
    await record(transaction, principal, 'make monitor token', found.name, { id });
    return { token };
  });
}

/** Puts down what is told with the monitor's token, and looks soon. False when it is not its token. */
export async function takePing(
  store: Store,
  id: string,
  token: string,
  { kind, bytes }: Ping,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('monitors')
      .select('token_hash')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    const wanted = found?.token_hash ?? undefined;
    if (wanted === undefined || !timingSafeEqual(wanted, hashSecret(token))) return false;
    await transaction
      .insertInto('monitor_pings')
      .values({ monitor_id: id, kind, bytes: bytes ?? null })
      .execute();
    await sql`
      delete from monitor_pings where monitor_id = ${id} and kind = ${kind} and at < (
        select at from monitor_pings where monitor_id = ${id} and kind = ${kind}
        order by at desc offset ${mostKept - 1} limit 1)`.execute(transaction);
    await transaction
      .updateTable('monitors')
      .set({ next_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute();
    return true;
  });
}
