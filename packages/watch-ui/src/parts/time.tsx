import { type ReactNode, useSyncExternalStore } from 'react';
import { asClock, asFull, asRelative } from '../words/time.ts';

const tickMs = 10_000;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
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
  const at = useNow();
  return (
    <time dateTime={time} title={asFull(time)}>
      {asRelative(time, Math.max(at, now))}
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
