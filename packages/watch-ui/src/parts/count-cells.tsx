import type { ReactNode } from 'react';
import { asNumber } from '../words/text.ts';
import { Ago } from './time.tsx';

/** The last columns of lists of those who were seen: how much they did, how much was refused, when last. */
export function CountHeads(): ReactNode {
  return (
    <>
      <th scope="col" className="right">
        Events
      </th>
      <th scope="col" className="right">
        Blocked
      </th>
      <th scope="col">Last seen</th>
    </>
  );
}

export function CountCells({
  of: { events, blocked, lastSeen },
}: {
  of: { readonly events: number; readonly blocked: number; readonly lastSeen: string };
}): ReactNode {
  return (
    <>
      <td className="right number">
        {asNumber(events)}
        <span className="on-phone"> {events === 1 ? 'event' : 'events'}</span>
      </td>
      <td className="right number">
        {asNumber(blocked)}
        <span className="on-phone"> blocked</span>
      </td>
      <td className="when">
        <Ago time={lastSeen} />
      </td>
    </>
  );
}
