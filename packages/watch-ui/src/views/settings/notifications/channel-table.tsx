import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Channel, NotifierForm } from '../../../api/types.ts';
import { PauseAct } from '../../../parts/pause-act.tsx';
import { Ago } from '../../../parts/time.tsx';
import { counted } from '../../../words/text.ts';
import { rulesInWords } from './rules-in-words.ts';
import { TestButton } from './test-button.tsx';

/** The channels with how they fare. */
export function ChannelTable({
  channels,
  notifiers,
}: {
  channels: readonly Channel[];
  notifiers: readonly NotifierForm[];
}): ReactNode {
  const titleOf = (kind: string): string =>
    notifiers.find((one) => one.kind === kind)?.title ?? kind;
  return (
    <table className="table channels">
      <thead>
        <tr>
          <th scope="col">Channel</th>
          <th scope="col">Told of</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="unseen">Test and pause</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {channels.map((channel) => (
          <tr key={channel.id} data-row="" className={channel.isPaused ? 'is-past' : undefined}>
            <td>
              <Link
                to="/settings/notifications/$id"
                params={{ id: channel.id }}
                className="row-link"
              >
                {channel.name}
              </Link>
              <small>{titleOf(channel.kind)}</small>
            </td>
            <td>{rulesInWords(channel.rules)}</td>
            <td>
              <ChannelState channel={channel} />
            </td>
            <td className="right">
              <TestButton channel={channel} />
              <PauseAct
                operation="changeChannel"
                list="listChannels"
                row={channel}
                paused="is told nothing."
                resumed="is told again."
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChannelState({ channel }: { channel: Channel }): ReactNode {
  const { isPaused, problem, deliveredAt, waiting, gathered, failed } = channel;
  const counts = [
    waiting > 0 && `${waiting} waiting`,
    gathered > 0 && `${gathered} held back`,
    failed > 0 && counted(failed, 'given up', 'given up'),
  ].filter((text) => text !== false);
  return (
    <>
      {isPaused ? (
        <span className="mark">paused</span>
      ) : problem !== undefined ? (
        <span className="mark was-failed">failing</span>
      ) : deliveredAt === undefined ? (
        <span className="mark">not tried yet</span>
      ) : (
        <span className="mark was-blocked">works</span>
      )}
      {problem !== undefined && <small className="clip">{problem}</small>}
      {deliveredAt !== undefined && (
        <small>
          last told <Ago time={deliveredAt} />
        </small>
      )}
      {counts.length > 0 && <small>{counts.join(', ')}</small>}
    </>
  );
}
