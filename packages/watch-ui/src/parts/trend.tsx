import type { ReactNode } from 'react';
import type { PracticeMatrix } from '../api/types.ts';

const height = 80;
const step = 12;

/** Day by day how many practices stood how, as bars; the same as words for those who do not see them. */
export function Trend({ days }: { days: PracticeMatrix['trend'] }): ReactNode {
  const most = Math.max(1, ...days.map((day) => day.pass + day.fail + day.unknown));
  const last = days.at(-1);
  return (
    <figure className="trend">
      <svg
        viewBox={`0 0 ${days.length * step} ${height}`}
        preserveAspectRatio="xMinYMid"
        role="img"
        aria-label={wordsOf(days)}
      >
        {days.map(({ day, pass, fail, unknown }, index) => {
          const scale = (count: number): number => (count / most) * height;
          const parts = [
            ['pass', scale(pass)],
            ['fail', scale(fail)],
            ['unknown', scale(unknown)],
          ] as const;
          let top = height;
          return (
            <g key={day}>
              <title>{`${day}: ${pass} pass, ${fail} fail, ${unknown} unknown`}</title>
              {parts.map(([name, tall]) => {
                top -= tall;
                return (
                  <rect
                    key={name}
                    className={`bar-${name}`}
                    x={index * step + 1}
                    y={top}
                    width={step - 2}
                    height={tall}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      {last && (
        <figcaption className="soft">
          Today {last.pass} pass, {last.fail} fail, {last.unknown} unknown; {days.length} days.
        </figcaption>
      )}
    </figure>
  );
}

function wordsOf(days: PracticeMatrix['trend']): string {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return 'Nothing yet';
  return `From ${first.day} with ${first.pass} pass and ${first.fail} fail to ${last.day} with ${last.pass} pass and ${last.fail} fail`;
}
