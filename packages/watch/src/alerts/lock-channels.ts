import type { StoreTransaction } from '../store/schema.ts';
import type { ChannelRow } from './channels.ts';
import type { ChannelRules } from './rules.ts';

/** The channels that are told anything, held until the transaction ends: their quotas are counted. */
export async function lockChannels(transaction: StoreTransaction): Promise<readonly ChannelRow[]> {
  const rows = await transaction
    .selectFrom('channels')
    .selectAll()
    .where('is_paused', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({ ...row, rules: row.rules as ChannelRules }));
}
