import type { Drill } from '../../api/types.ts';

export const wayWords: Readonly<Record<Drill['way'], string>> = {
  request: 'watch sent a request',
  'own-request': 'a request from outside',
  event: 'watch made the event',
};

/** How long it took until the last channel was told; `undefined` where none was. */
export function toldAfterMs({ channels }: Drill): number | undefined {
  const times = channels.flatMap(({ atMs }) => atMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** `840 ms`, `12.3 s`. */
export function asDuration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
