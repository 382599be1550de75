import type { ReactNode } from 'react';
import type { Monitor } from '../../../api/types.ts';

const marks: Readonly<Record<Monitor['state'], readonly [word: string, className: string]>> = {
  unknown: ['not looked yet', ''],
  ok: ['well', 'was-blocked'],
  warning: ['warning', 'was-logged'],
  critical: ['critical', 'was-failed'],
};

/** How a monitor stands. */
export function MonitorMark({
  monitor: { state, isPaused },
}: {
  monitor: Pick<Monitor, 'state' | 'isPaused'>;
}): ReactNode {
  const [word, className] = isPaused ? ['paused', ''] : marks[state];
  return <span className={`mark ${className}`}>{word}</span>;
}
