import type { ReactNode } from 'react';
import type { Finding } from '../api/types.ts';

/** The call’s text with the stretch that shows the harm marked. All of it is text, whatever it says. */
export function Excerpt({ span: { excerpt, start, end } }: { span: Finding['span'] }): ReactNode {
  return (
    <pre className="excerpt" tabIndex={0} aria-label="Text of the call">
      <code>
        {excerpt.slice(0, start)}
        <mark>{excerpt.slice(start, end)}</mark>
        {excerpt.slice(end)}
      </code>
    </pre>
  );
}
