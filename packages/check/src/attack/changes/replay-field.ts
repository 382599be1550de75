import { canariesIn } from '@castellan/core';
import type { Hole, Oracle } from '../../analysis/attack/record.ts';
import type { Prober } from '../prober.ts';
import type { Replayed } from '../replayed.ts';
import { isAccepted } from '../sessions/asker.ts';
import { takenOver } from './taken-over.ts';

/** Sends a field that was taken over again, by another value where that means nothing, and puts back what was there. */
export async function replayField(
  { requests }: Pick<Hole, 'requests'>,
  oracle: Extract<Oracle, { by: 'taken-over' }>,
  prober: Prober,
): Promise<Replayed> {
  const { field, reads, restores } = oracle;
  const [plain, change, ...rest] = requests;
  const read = reads ? rest[0] : undefined;
  const restore = restores ? rest.at(-1) : undefined;
  if (plain === undefined || change === undefined) return unseen;
  if (restore !== undefined) await prober.send(restore);
  const without = await prober.send(plain);
  // Where what the app asks for is refused, nothing is known of what it does not ask for.
  if (!isAccepted(without.answer)) return unseen;
  const before = read && (await prober.send(read));
  const [known] = canariesIn(oracle.value);
  const fresh = prober.canary();
  const renewed = (text: string): string =>
    known === undefined ? text : text.replaceAll(known, fresh);
  const sent = await prober.send({ ...change, body: renewed(change.body ?? '') });
  const after = read && (await prober.send(read));
  if (restore !== undefined) await prober.send(restore);
  const value: unknown = JSON.parse(renewed(oracle.value));
  const seen = { without, with: sent, ...(before && { before }), ...(after && { after }) };
  const isOpen = takenOver({ field, value }, seen) !== undefined;
  return { outcome: isOpen ? 'open' : 'closed', isStopped: false };
}

const unseen: Replayed = { outcome: 'unseen', isStopped: false };
