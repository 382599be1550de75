import type { ReactNode } from 'react';
import type { Monitor } from '../../../api/types.ts';
import { counted } from '../../../words/text.ts';
import { asFull } from '../../../words/time.ts';

const step = 3;
const height = 20;
/** How tall a look stands: colours alone say nothing to many. */
const heights = { ok: 9, warning: 14, critical: height } as const;
const most = 90;

/** The last looks as a bar, the latest on the right; the same in words for those who do not see it. */
export function LookBar({ looks: { levels, since } }: Pick<Monitor, 'looks'>): ReactNode {
  if (levels.length === 0 || since === undefined) return <span className="soft">no look yet</span>;
  const count = (level: (typeof levels)[number]): number =>
    levels.filter((one) => one === level).length;
  const words = `The last ${counted(levels.length, 'look')} since ${asFull(since)}: ${count('ok')} well, ${counted(count('warning'), 'warning')}, ${count('critical')} critical`;
  return (
    <svg
      className="look-bar"
      viewBox={`0 0 ${most * step} ${height}`}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {/* Where looks will be. */}
      <rect className="look-none" x={0} y={height - 2} width={most * step} height={2} />
      {levels.map((level, index) => (
        <rect
          // Looks are told by their place alone.
          key={`${index} ${level}`}
          className={`look-${level}`}
          x={index * step}
          y={height - heights[level]}
          width={step - 0.8}
          height={heights[level]}
        />
      ))}
    </svg>
  );
}
