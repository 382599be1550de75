import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { type Bucket, hourMs } from '../words/buckets.ts';
import { counted } from '../words/text.ts';
import { asDay, asHour } from '../words/time.ts';

const height = 100;
/** More names of days than these would stand on each other. */
const mostDays = 8;

/**
 * Events per hour, as bars. Drawn along them, a stretch is chosen. A few hundred rectangles need no
 * chart library, follow the colours of the theme and can be read by a screen reader.
 */
export function Histogram({
  buckets,
  onSelect,
}: {
  buckets: readonly Bucket[];
  onSelect: (from: string, until: string) => void;
}): ReactNode {
  const frame = useRef<SVGSVGElement>(null);
  const [brush, setBrush] = useState<{ start: number; end: number }>();
  const most = Math.max(1, ...buckets.map(({ blocked, logged }) => blocked + logged));
  const total = buckets.reduce((sum, { blocked, logged }) => sum + blocked + logged, 0);
  const indexAt = ({ clientX }: PointerEvent): number => {
    const { left = 0, width = 1 } = frame.current?.getBoundingClientRect() ?? {};
    const index = Math.floor(((clientX - left) / width) * buckets.length);
    return Math.min(buckets.length - 1, Math.max(0, index));
  };
  const finish = (): void => {
    if (!brush) return;
    setBrush(undefined);
    const from = buckets[Math.min(brush.start, brush.end)];
    const until = buckets[Math.max(brush.start, brush.end)];
    if (!from || !until) return;
    onSelect(new Date(from.at).toISOString(), new Date(until.at + hourMs).toISOString());
  };
  const everyDays = Math.ceil(buckets.length / 24 / mostDays);
  const first = Math.min(brush?.start ?? 0, brush?.end ?? 0);
  const last = Math.max(brush?.start ?? 0, brush?.end ?? 0);
  return (
    <figure className="histogram">
      <svg
        ref={frame}
        viewBox={`0 0 ${buckets.length} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${counted(total, 'event')} in ${counted(buckets.length, 'hour')}, at most ${counted(most, 'event')} in one hour`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setBrush({ start: indexAt(event), end: indexAt(event) });
        }}
        onPointerMove={(event) => brush && setBrush({ ...brush, end: indexAt(event) })}
        onPointerUp={finish}
        onPointerCancel={() => setBrush(undefined)}
      >
        {buckets.map(({ at, blocked, logged }, index) => {
          const upper = (logged / most) * height;
          const lower = (blocked / most) * height;
          return (
            <g key={at}>
              <rect className="bar-ground" x={index} y={0} width={1} height={height}>
                <title>{`${asHour(new Date(at).toISOString())}: ${blocked} blocked, ${logged} only logged`}</title>
              </rect>
              {logged > 0 && (
                <rect
                  className="bar-logged"
                  x={index + 0.1}
                  width={0.8}
                  y={height - lower - upper}
                  height={upper}
                />
              )}
              {blocked > 0 && (
                <rect
                  className="bar-blocked"
                  x={index + 0.1}
                  width={0.8}
                  y={height - lower}
                  height={lower}
                />
              )}
            </g>
          );
        })}
        {brush && (
          <rect className="brush" x={first} width={last - first + 1} y={0} height={height} />
        )}
      </svg>
      <div className="days" aria-hidden="true">
        {buckets.map(({ at }, index) =>
          new Date(at).getHours() === 0 &&
          Math.floor(index / 24) % everyDays === 0 &&
          index < buckets.length * 0.92 ? (
            <span key={at} style={{ left: `${(index / buckets.length) * 100}%` }}>
              {asDay(new Date(at).toISOString())}
            </span>
          ) : null,
        )}
      </div>
      <figcaption>
        <span className="key key-blocked">blocked</span>
        <span className="key key-logged">only logged</span>
        <span className="soft">highest: {counted(most, 'event')} in an hour</span>
        <span className="hint">Drag over the bars to see the events of those hours.</span>
      </figcaption>
    </figure>
  );
}
