import type { ReactNode } from 'react';
import type { Drill } from '../../api/types.ts';

const marks = {
  arrived: ['arrived', 'was-blocked'],
  partly: ['arrived in part', 'was-logged'],
  lost: ['did not arrive', 'was-failed'],
} as const;

export function OutcomeMark({ outcome }: { outcome: Drill['outcome'] }): ReactNode {
  if (outcome === undefined) return <span className="mark">under way</span>;
  const [words, tone] = marks[outcome];
  return <span className={`mark ${tone}`}>{words}</span>;
}
