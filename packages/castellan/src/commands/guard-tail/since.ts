import { UsageError } from '../../usage-error.ts';

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The moment, in ms since 1970, that lies `text` (`90s`, `15m`, `1h`, `2d`) before `nowMs`. */
export function momentBefore(text: string, nowMs: number): number {
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount === undefined)
    throw new UsageError(
      `--since takes a time such as 90s, 15m, 1h or 2d, not ${JSON.stringify(text)}`,
    );
  return nowMs - Number(amount) * unitMs[unit]!;
}
