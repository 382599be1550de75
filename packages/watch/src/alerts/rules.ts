import { severities, type Severity } from '@castellan/core';
import * as z from 'zod';
import { isMuted, isTimeZone, type MuteWindow } from './mute.ts';
import type { Quota } from './quota.ts';

/** What a channel is told, and when. */
export interface ChannelRules {
  minSeverity: Severity;
  includesWeaknesses: boolean;
  /** Empty: every app. */
  apps: string[];
  /** From this severity on neither mute windows nor the digest hold an alert back. */
  alwaysFrom?: Severity | undefined;
  mutes: MuteWindow[];
  /** At most one message in so many minutes, with everything gathered meanwhile. */
  digestMinutes?: number | undefined;
  /** One reminder in so many minutes of all that is open and that nobody acknowledged. */
  repeatMinutes?: number | undefined;
  quota: Quota;
  /** Another channel, told when nobody acknowledged after so many minutes. */
  escalation?: { to: string; afterMinutes: number } | undefined;
}

const severity: z.ZodType<Severity> = z.enum(severities);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00');
const dayMinutes = 1_440;

const mute: z.ZodType<MuteWindow> = z.object({
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7).describe('1 is Monday, 7 is Sunday.'),
  from: clock,
  until: clock.describe('Not later than `from`: on the next day.'),
  timeZone: z.string().max(64).refine(isTimeZone, 'a time zone such as Europe/Berlin'),
});

export const rulesSchema: z.ZodType<ChannelRules> = z.object({
  minSeverity: severity,
  includesWeaknesses: z.boolean().describe('Also of code that is wrong, without an attack.'),
  apps: z.array(z.uuid()).max(200).describe('Empty: every app.'),
  alwaysFrom: severity
    .optional()
    .describe('From this severity on neither mute windows nor the digest hold an alert back.'),
  mutes: z.array(mute).max(10),
  digestMinutes: z.number().int().min(5).max(dayMinutes).optional(),
  repeatMinutes: z
    .number()
    .int()
    .min(5)
    .max(7 * dayMinutes)
    .optional(),
  quota: z.object({
    count: z.number().int().min(1).max(1_000),
    minutes: z.number().int().min(1).max(dayMinutes),
  }),
  escalation: z
    .object({ to: z.uuid(), afterMinutes: z.number().int().min(1).max(dayMinutes) })
    .optional(),
});

/** Of a new channel, unless it says otherwise. */
export const defaultRules: ChannelRules = {
  minSeverity: 'high',
  includesWeaknesses: false,
  apps: [],
  alwaysFrom: 'critical',
  mutes: [],
  quota: { count: 20, minutes: 60 },
};

/** Why an alert was not sent at once but kept for the next summary. */
export const holds = ['mute', 'digest', 'quota'] as const;
export type Hold = (typeof holds)[number];

export interface Subject {
  readonly severity: Severity;
  readonly outcome: string;
  readonly appId: string;
}

/** Whether the channel is told of this at all. */
export function concerns(
  { minSeverity, includesWeaknesses, apps }: ChannelRules,
  { severity, outcome, appId }: Subject,
): boolean {
  return (
    isAtLeast(severity, minSeverity) &&
    (includesWeaknesses || outcome !== 'weakness') &&
    (apps.length === 0 || apps.includes(appId))
  );
}

/** What keeps an alert of this severity for later, the quota aside. */
export function heldBy(
  { alwaysFrom, mutes, digestMinutes }: ChannelRules,
  severity: Severity,
  now: Date,
): 'mute' | 'digest' | undefined {
  if (alwaysFrom !== undefined && isAtLeast(severity, alwaysFrom)) return undefined;
  if (isMuted(mutes, now)) return 'mute';
  return digestMinutes === undefined ? undefined : 'digest';
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
