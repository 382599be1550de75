import type { ReactNode } from 'react';
import type { UserProfile } from '../api/types.ts';
import { asTitle, counted } from '../words/text.ts';
import { AddressLink } from './address-link.tsx';
import { Empty } from './page.tsx';
import { Ago } from './time.tsx';

type Part = UserProfile['parts'][number];

/** Each part of a score: what happened, what it counted then, and what of that is left. */
export function RiskParts({
  profile: { parts, halfLifeDays },
}: {
  profile: UserProfile;
}): ReactNode {
  if (parts.length === 0) return <Empty title="Nothing is held against this account" />;
  return (
    <>
      <table className="table risk-parts">
        <thead>
          <tr>
            <th scope="col">What happened</th>
            <th scope="col">Last</th>
            <th scope="col" className="right">
              Points then
            </th>
            <th scope="col" className="right">
              Points now
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.kind + part.subject}>
              <td>{wordsOf(part)}</td>
              <td className="when">
                <Ago time={part.at} />
              </td>
              <td className="right number">
                {part.points}
                <span className="on-phone"> points then</span>
              </td>
              <td className="right number">
                {part.pointsNow}
                <span className="on-phone"> points now</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">
        The score is the sum of the points now, at most 100. Whatever does not happen again counts
        half after {counted(halfLifeDays, 'day')}.
      </p>
    </>
  );
}

function wordsOf({ kind, subject, times }: Part): ReactNode {
  if (kind === 'attack') {
    return (
      <>
        Attacked in this account’s name: {asTitle(subject)}
        <small>{counted(times, 'time')}</small>
      </>
    );
  }
  if (kind === 'weakness') {
    return (
      <>
        A request of this account reached a weak place: {asTitle(subject)}
        <small>{counted(times, 'time')}</small>
      </>
    );
  }
  if (kind === 'attacker-address') {
    return (
      <>
        Used from <AddressLink address={subject} />, from where attacks came without this account
        <small>{counted(times, 'such attack')}</small>
      </>
    );
  }
  if (kind === 'many-networks') return `Used from ${times} networks within a week`;
  return (
    <>
      Its session or token <code>{subject}</code> was used by others too
      <small>{counted(times, 'other account')}</small>
    </>
  );
}
