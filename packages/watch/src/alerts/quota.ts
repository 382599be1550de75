/** How many messages a channel may send at once, and in which time as many again. */
export interface Quota {
  readonly count: number;
  readonly minutes: number;
}

/** A token bucket: each message takes a token, and tokens come back evenly. */
export interface Bucket {
  readonly tokens: number;
  readonly at: Date;
}

/** The bucket as it stands now. A clock that was set back gives nothing and takes nothing. */
export function refilled({ tokens, at }: Bucket, { count, minutes }: Quota, now: Date): Bucket {
  const passedMinutes = Math.max(0, now.getTime() - at.getTime()) / 60_000;
  return { tokens: Math.min(count, tokens + (passedMinutes * count) / minutes), at: now };
}

/** The bucket less one token; `undefined` when there is none. */
export function taken(bucket: Bucket): Bucket | undefined {
  return bucket.tokens >= 1 ? { ...bucket, tokens: bucket.tokens - 1 } : undefined;
}
