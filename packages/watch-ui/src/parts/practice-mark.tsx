import type { ReactNode } from 'react';
import { type Status, statusSigns, statusWords } from '../words/practices.ts';

/** How a practice, rule or control stands: word, sign, and colour beside them. */
export function PracticeMark({ status }: { status: Status }): ReactNode {
  return (
    <span className={`mark stands-${status}`}>
      <span aria-hidden="true">{statusSigns[status]}</span> {statusWords[status]}
    </span>
  );
}
