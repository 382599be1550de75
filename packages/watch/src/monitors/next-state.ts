import type { Level, Look } from './monitor-kind.ts';

export type MonitorState = Level | 'unknown';

/** Where a monitor stands. */
export interface Standing {
  readonly state: MonitorState;
  readonly step: string | null;
  /** A level that was seen but is not believed yet, and how often in a row. */
  readonly seen: Level | null;
  readonly seenCount: number;
}

/** Why people are told; `undefined` when there is nothing new. */
export type MonitorNews = 'opened' | 'worse' | 'resolved' | undefined;

/** Good looks in a row that end something bad. */
const goodLooks = 2;

/**
 * What a look makes of where a monitor stands. A new level is believed once it was seen often
 * enough in a row, the first one at once; a new step within a bad level is told at once.
 */
export function nextStanding(
  before: Standing,
  { level, step = null }: Pick<Look, 'level'> & { readonly step?: string | null | undefined },
  badLooks: number,
): { readonly standing: Standing; readonly news: MonitorNews } {
  if (level === before.state) {
    const news = level !== 'ok' && step !== before.step ? 'worse' : undefined;
    return { standing: { state: level, step, seen: null, seenCount: 0 }, news };
  }
  const seenCount = before.seen === level ? before.seenCount + 1 : 1;
  const needed = level === 'ok' ? goodLooks : badLooks;
  if (before.state !== 'unknown' && seenCount < needed) {
    return { standing: { ...before, seen: level, seenCount }, news: undefined };
  }
  return {
    standing: { state: level, step, seen: null, seenCount: 0 },
    news: newsOf(before.state, level),
  };
}

function newsOf(before: MonitorState, now: Level): MonitorNews {
  if (now === 'ok') return before === 'unknown' ? undefined : 'resolved';
  if (before === 'warning') return 'worse';
  return before === 'critical' ? undefined : 'opened';
}
