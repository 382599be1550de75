const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const steps: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `2 min. ago`, `in 3 hr.`. */
export function asRelative(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1_000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return seconds > 10 ? relative.format(Math.round(seconds), 'second') : 'just now';
}

/** With date, seconds and the reader’s own time zone. */
export function asFull(time: string): string {
  return full.format(new Date(time));
}

/** `14:03:22`. */
export function asClock(time: string): string {
  return clock.format(new Date(time));
}

/** `25 Nov`. */
export function asDay(time: string): string {
  return day.format(new Date(time));
}

/** `25 Nov 14:00`. */
export function asHour(time: string): string {
  return `${asDay(time)}, ${clock.format(new Date(time)).slice(0, 5)}`;
}
