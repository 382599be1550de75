import type { ReactNode } from 'react';

/** A sentence in which backticks stand around code. */
export function Prose({ text }: { text: string }): ReactNode {
  const parts = text.split('`');
  // A last backtick without its partner is only a backtick.
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join('`'));
  return parts.map((part, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- the parts of one text have no other identity
    index % 2 === 1 ? <code key={index}>{part}</code> : part,
  );
}
