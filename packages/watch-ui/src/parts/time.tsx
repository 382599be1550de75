import { type ReactNode, useSyncExternalStore } from 'react';
import { asClock, asFull, asRelative } from '../words/time.ts';

const tickMs = 10_000;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  // It stood still while nobody looked.
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of watchers) one();
  }, tickMs);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time of now, in steps of ten seconds: one clock for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** A moment, as far away as it is; the exact one on hover. */
export function Ago({ time }: { time: string }): ReactNode {
  const ticked = useNow();
  // What came since the last tick is not in the future.
  const at = Math.max(ticked, Date.now());
  return (
    <time dateTime={time} title={asFull(time)}>
      {asRelative(time, at)}
    </time>
  );
}

/** A moment of today to the second; the date on hover. */
export function Clock({ time }: { time: string }): ReactNode {
  return (
    <time dateTime={time} title={asFull(time)} className="number">
      {asClock(time)}
    </time>
  );
}

/** A moment with its date. */
export function Moment({ time }: { time: string }): ReactNode {
  return (
    <time dateTime={time} className="number">
      {asFull(time)}
    </time>
  );
}
