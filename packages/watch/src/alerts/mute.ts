/** Hours of some days of the week in which a channel is silent. */
export interface MuteWindow {
  /** 1 is Monday, 7 is Sunday: the days on which it begins. */
  readonly days: readonly number[];
  /** `22:00`. */
  readonly from: string;
  /** `06:00`; earlier than `from`: on the next day. The same: a whole day. */
  readonly until: string;
  /** As in `Europe/Berlin`. */
  readonly timeZone: string;
}

const dayMinutes = 1_440;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** True inside any of the windows, by the clock of the window's own time zone. */
export function isMuted(windows: readonly MuteWindow[], now: Date): boolean {
  return windows.some((window) => isInside(window, now));
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isInside({ days, from, until, timeZone }: MuteWindow, now: Date): boolean {
  const { day, minute } = localTime(now, timeZone);
  const start = minutesOf(from);
  const end = minutesOf(until);
  const length = end > start ? end - start : end - start + dayMinutes;
  const isToday = minute >= start && minute < start + length;
  const isSinceYesterday = minute + dayMinutes < start + length;
  const yesterday = day === 1 ? 7 : day - 1;
  return (isToday && days.includes(day)) || (isSinceYesterday && days.includes(yesterday));
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function localTime(now: Date, timeZone: string): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return {
    day: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}
