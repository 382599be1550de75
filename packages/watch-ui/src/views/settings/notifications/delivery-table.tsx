import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useChange } from '../../../api/queries.ts';
import type { Delivery } from '../../../api/types.ts';
import { SeverityMark } from '../../../parts/marks.tsx';
import { Ago, Moment } from '../../../parts/time.tsx';
import { say } from '../../../parts/toasts.tsx';
import { counted } from '../../../words/text.ts';

export const stateWords: Readonly<Record<Delivery['state'], string>> = {
  waiting: 'waiting',
  gathered: 'held back',
  told: 'in a summary',
  delivered: 'delivered',
  failed: 'given up',
};

const causeWords: Readonly<Record<Delivery['cause'], string>> = {
  opened: 'an incident opened',
  worse: 'it grew worse',
  reopened: 'it came back',
  'still-open': 'a reminder',
  escalated: 'escalated: nobody acknowledged',
  assigned: 'work was given to somebody',
  due: 'due',
  overdue: 'work is overdue',
  resolved: 'resolved',
  summary: 'a summary of what was held back',
  drill: 'a drill',
  test: 'a test',
};

const stateClasses: Readonly<Partial<Record<Delivery['state'], string>>> = {
  delivered: 'was-blocked',
  failed: 'was-failed',
  waiting: 'was-logged',
};

const holdWords: Readonly<Record<NonNullable<Delivery['heldBy']>, string>> = {
  mute: 'by a mute window',
  digest: 'for the digest',
  quota: 'by the quota',
};

/** What was told on the channels, or is to be. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }): ReactNode {
  return (
    <table className="table deliveries">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Channel</th>
          <th scope="col">When</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="unseen">Try again</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((one) => (
          <tr key={one.id} data-row="">
            <td>
              <What delivery={one} />
            </td>
            <td>{one.channel}</td>
            <td className="when">
              <Moment time={one.createdAt} />
            </td>
            <td>
              <span className={`mark ${stateClasses[one.state] ?? ''}`}>
                {stateWords[one.state]}
              </span>
              {one.heldBy !== undefined && <small>{holdWords[one.heldBy]}</small>}
              {one.problem !== undefined && <small className="clip">{one.problem}</small>}
              {one.attempts > 1 && <small>{counted(one.attempts, 'try', 'tries')}</small>}
              {one.state === 'waiting' && one.attempts > 0 && one.dueAt !== undefined && (
                <small>
                  again <Ago time={one.dueAt} />
                </small>
              )}
            </td>
            <td className="right">{one.state === 'failed' && <Retry delivery={one} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({
  delivery: { title, cause, severity, incidentId },
}: {
  delivery: Delivery;
}): ReactNode {
  return (
    <>
      {incidentId === undefined ? (
        <span className="clip">{title}</span>
      ) : (
        <Link to="/incidents/$id" params={{ id: incidentId }} className="row-link clip">
          {title}
        </Link>
      )}
      <small className="marks">
        {cause !== 'test' && <SeverityMark severity={severity} />}
        {cause === 'opened' && incidentId === undefined ? 'found by a monitor' : causeWords[cause]}
      </small>
    </>
  );
}

function Retry({ delivery: { id, title } }: { delivery: Delivery }): ReactNode {
  const retry = useChange('retryDelivery', ['listDeliveries', 'listChannels', 'listAudit']);
  return (
    <button
      type="button"
      aria-label={`Try again: ${title}`}
      disabled={retry.isPending}
      onClick={() =>
        retry.mutate(
          { params: { id } },
          {
            onSuccess: () => say('It is tried again now.'),
            onError: ({ message }) => say(message),
          },
        )
      }
    >
      Try again
    </button>
  );
}
