import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AttackerPage } from '../../api/types.ts';
import { Histogram } from '../../parts/histogram.tsx';
import { bucketsUntil, hourMs } from '../../words/buckets.ts';
import { asNumber } from '../../words/text.ts';
import { asDay } from '../../words/time.ts';
import { queryOf } from '../../words/query-text.ts';

const dayMs = 24 * hourMs;
const leastHours = 48;

/** When it attacked: as bars, and as a table for those who do not see them. */
export function Timeline({
  address,
  hours,
}: {
  address: string;
  hours: AttackerPage['hours'];
}): ReactNode {
  const navigate = useNavigate();
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined) return null;
  const end = Date.parse(last.hour) + hourMs;
  const count = Math.max(leastHours, Math.round((end - Date.parse(first.hour)) / hourMs));
  const q = queryOf({ address });
  return (
    <>
      <Histogram
        buckets={bucketsUntil(hours, count, end)}
        onSelect={(from, until) => void navigate({ to: '/events', search: { q, from, until } })}
      />
      <details className="as-table">
        <summary>As a table</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col" className="right">
                Blocked
              </th>
              <th scope="col" className="right">
                Only logged
              </th>
            </tr>
          </thead>
          <tbody>
            {daysOf(hours).map(({ at, blocked, logged }) => (
              <tr key={at}>
                <td>
                  <Link
                    to="/events"
                    search={{
                      q,
                      from: new Date(at).toISOString(),
                      until: new Date(at + dayMs).toISOString(),
                    }}
                  >
                    {asDay(new Date(at).toISOString())}
                  </Link>
                </td>
                <td className="right number">
                  {asNumber(blocked)}
                  <span className="on-phone"> blocked</span>
                </td>
                <td className="right number">
                  {asNumber(logged)}
                  <span className="on-phone"> only logged</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

interface Day {
  /** Its midnight where the reader is, as everywhere on these pages. */
  readonly at: number;
  blocked: number;
  logged: number;
}

/** The latest first. */
function daysOf(hours: AttackerPage['hours']): readonly Day[] {
  const days = new Map<number, Day>();
  for (const { hour, blocked, logged } of hours) {
    const at = new Date(hour).setHours(0, 0, 0, 0);
    const day = days.get(at) ?? { at, blocked: 0, logged: 0 };
    day.blocked += blocked;
    day.logged += logged;
    days.set(at, day);
  }
  return [...days.values()].toReversed();
}
