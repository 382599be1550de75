import { type ReactNode, useState } from 'react';
import type { ChannelRules } from '../../../api/types.ts';
import { Field } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';

type Mute = ChannelRules['mutes'][number];

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const mostWindows = 10;

function newMute(): Mute {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { days: everyDay, from: '22:00', until: '06:00', timeZone };
}

/** Hours of silence, added and taken away. */
export function MuteFields({ mutes }: { mutes: readonly Mute[] }): ReactNode {
  const [windows, setWindows] = useState(() => mutes.map((mute, key) => ({ key, mute })));
  const [next, setNext] = useState(mutes.length);
  return (
    <div className="mutes" role="group" aria-label="Hours of silence">
      {windows.map(({ key, mute }, index) => (
        <div className="mute" key={key} role="group" aria-label={`Silence ${index + 1}`}>
          <input type="hidden" name="mute" value={key} />
          <div className="weekdays">
            {weekdays.map((day, at) => (
              <label className="tick" key={day}>
                <input
                  type="checkbox"
                  name={`mute-${key}-day`}
                  value={at + 1}
                  defaultChecked={mute.days.includes(at + 1)}
                />
                <span>{day}</span>
              </label>
            ))}
          </div>
          <div className="row">
            <Field
              label="Silent from"
              name={`mute-${key}-from`}
              type="time"
              required
              defaultValue={mute.from}
            />
            <Field
              label="Until"
              name={`mute-${key}-until`}
              type="time"
              required
              defaultValue={mute.until}
            />
            <Field
              label="Time zone"
              name={`mute-${key}-zone`}
              required
              maxLength={64}
              defaultValue={mute.timeZone}
              spellCheck={false}
            />
            <button
              type="button"
              aria-label={`Remove silence ${index + 1}`}
              onClick={() => setWindows(windows.filter((one) => one.key !== key))}
            >
              Remove
            </button>
          </div>
        </div>
      ))}
      {windows.length < mostWindows && (
        <button
          type="button"
          onClick={() => {
            setWindows([...windows, { key: next, mute: newMute() }]);
            setNext(next + 1);
          }}
        >
          <Icon name="plus" />
          Add hours of silence
        </button>
      )}
    </div>
  );
}
