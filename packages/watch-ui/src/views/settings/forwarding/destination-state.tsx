import type { ReactNode } from 'react';
import type { Destination } from '../../../api/types.ts';
import { Ago } from '../../../parts/time.tsx';
import { asNumber, counted } from '../../../words/text.ts';

/** How far it is behind, what went, and what is wrong. */
export function DestinationState({ destination }: { destination: Destination }): ReactNode {
  const { behind, behindSince, sent, sentAt, refused, dropped, problem, nextAt } = destination;
  return (
    <>
      <Mark destination={destination} />
      {problem !== undefined && <small className="clip">{problem}</small>}
      {nextAt !== undefined && (
        <small>
          tried again <Ago time={nextAt} />
        </small>
      )}
      {behind > 0 && (
        <small>
          {asNumber(behind)} behind
          {behindSince !== undefined && (
            <>
              , the oldest <Ago time={behindSince} />
            </>
          )}
        </small>
      )}
      {sentAt !== undefined && (
        <small>
          {asNumber(sent)} sent, the last <Ago time={sentAt} />
        </small>
      )}
      {refused > 0 && <small>{counted(refused, 'one', 'of them')} refused for good</small>}
      {dropped > 0 && <small>{asNumber(dropped)} dropped after 30 days</small>}
    </>
  );
}

function Mark({
  destination: { isPaused, nextAt, sentAt, behind },
}: {
  destination: Destination;
}): ReactNode {
  if (isPaused) return <span className="mark">paused</span>;
  if (nextAt !== undefined) return <span className="mark was-failed">failing</span>;
  if (sentAt === undefined) return <span className="mark">nothing to send yet</span>;
  if (behind > 1_000) return <span className="mark was-logged">catching up</span>;
  return <span className="mark was-blocked">works</span>;
}
