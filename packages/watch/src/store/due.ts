import { type RawBuilder, sql } from 'kysely';

/** Clocks of servers and of the database are taken for alike within this. */
const skewSeconds = 60;

/**
 * Whether a time has come. Also one that is further ahead than anything is ever put off, so many seconds: it was
 * put off while the clock was ahead.
 */
export function isDue(at: RawBuilder<unknown>, longestSeconds: number): RawBuilder<boolean> {
  return sql<boolean>`(${at} <= now() or ${at} > now() + make_interval(secs => ${longestSeconds}))`;
}

/** Whether something was written down as of a time to come: the clock was ahead then. */
export function isToCome(at: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(${at} > now() + make_interval(secs => ${skewSeconds}))`;
}
