export const hourMs = 3_600_000;

/** What happened in one hour. */
export interface Bucket {
  /** Its start, in milliseconds since 1970. */
  readonly at: number;
  readonly blocked: number;
  readonly logged: number;
}

interface HourCount {
  readonly hour: string;
  readonly blocked: number;
  readonly logged: number;
}

/** One bucket for each of the last `count` hours, also for those in which nothing happened. */
export function bucketsOf(hours: readonly HourCount[], count: number, now: number): Bucket[] {
  return bucketsUntil(hours, count, Math.floor(now / hourMs) * hourMs + hourMs);
}

/** The same for the hours before `end`. */
export function bucketsUntil(hours: readonly HourCount[], count: number, end: number): Bucket[] {
  const found = new Map(hours.map((one) => [Date.parse(one.hour), one]));
  const last = end - hourMs;
  return Array.from({ length: count }, (_, index) => {
    const at = last - (count - 1 - index) * hourMs;
    const { blocked = 0, logged = 0 } = found.get(at) ?? {};
    return { at, blocked, logged };
  });
}
