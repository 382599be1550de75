import { setTimeout as pause } from 'node:timers/promises';

/** Bounds a wait for what another process does; it is no measure of how fast that is. */
export const patience = 60_000;

export async function eventually(look: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await pause(100)) {
    if (await look()) return;
  }
  throw new Error(`not within ${patience / 1_000} s`);
}
