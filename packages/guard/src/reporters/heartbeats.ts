import type { Heartbeat } from '@castellan/core';
import { firstHeartbeatMs } from '../config/first-heartbeat.ts';
import { isAnApp } from './is-an-app.ts';
import type { Reporter } from './reporter.ts';

const everyMs = 30_000;
const timer = setTimeout;
const every = setInterval;

/** Gives signs of life from a while after the start. Programs that are no app give none. */
export function giveHeartbeats(
  reporter: Pick<Reporter, 'heartbeat' | 'lost'>,
  create: (lost: number) => Heartbeat,
): void {
  const give = (): void => {
    try {
      if (isAnApp()) reporter.heartbeat(create(reporter.lost));
    } catch {
      // A sign of life is not worth an app.
    }
  };
  timer(give, firstHeartbeatMs).unref();
  every(give, everyMs).unref();
}
