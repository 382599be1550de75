const dayMs = 86_400_000;
/** Programs renew when a third is left. A tenth of that is their grace. */
const renewShare = 0.3;
const lateShare = 1 / 6;
const lastDays = 3;

/** When a certificate is valid: milliseconds since 1970. */
export interface CertificateLife {
  readonly from: number;
  readonly to: number;
}

/**
 * How near the end of a certificate is, by the length of its own life: `due` when programs would have
 * renewed it, `late` when half of that time is over too, `last` in its last days; `far` where all is well.
 */
export type CertificateEnd = 'ended' | 'not yet valid' | 'last' | 'late' | 'due' | 'far';

/** Judges a certificate's life; a fixed number of days would be wrong for one that lives for six of them. */
export function certificateEnd({ from, to }: CertificateLife, now: number): CertificateEnd {
  // Its last instant is still in it (RFC 5280, section 4.1.2.5).
  if (now > to) return 'ended';
  if (now < from) return 'not yet valid';
  const left = to - now;
  const late = (to - from) * lateShare;
  if (left < Math.min(lastDays * dayMs, late)) return 'last';
  if (left < late) return 'late';
  return left < (to - from) * renewShare ? 'due' : 'far';
}
