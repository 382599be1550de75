import type { ReactNode } from 'react';
import { useNow } from '../../../parts/time.tsx';

/** The day of the next review; one that has come stands out. */
export function ReviewDay({ day }: { day: string | undefined }): ReactNode {
  const today = new Date(useNow()).toISOString().slice(0, 10);
  if (day === undefined) return <span className="soft">no day set</span>;
  const isDue = day <= today;
  return (
    <span className={isDue ? 'overdue' : undefined}>
      {isDue && 'due since '}
      <time dateTime={day} className="when">
        {day}
      </time>
    </span>
  );
}
