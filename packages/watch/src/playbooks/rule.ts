import {
  parseNetwork,
  requestLimits,
  type RequestLimit,
  severities,
  type Severity,
} from '@castellan/core';
import * as z from 'zod';

/** What a playbook looks at. */
const triggers = ['attack', 'weakness', 'incident', 'user-risk', 'monitor'] as const;
export type Trigger = (typeof triggers)[number];

/** By what it groups: one of these is who it acts on. */
const groupings = ['address', 'network', 'user', 'token'] as const;
export type Grouping = (typeof groupings)[number];

/** What it counts of one actor: events, or how many different things. */
const countables = ['events', 'detections', 'routes', 'addresses'] as const;
export type Countable = (typeof countables)[number];

const playbookActions = ['block', 'limit', 'step-up', 'notify'] as const;
type PlaybookAction = (typeof playbookActions)[number];

/** When so much of something comes from one actor within some time, then act. */
export interface PlaybookRule {
  on: Trigger;
  /** Empty: every app. */
  apps: string[];
  environment?: string | undefined;
  /** Empty: every detection. */
  detections: string[];
  minSeverity: Severity;
  /** `GET /users/:id`, as incidents show it. */
  route?: string | undefined;
  disposition: 'any' | 'blocked' | 'logged';
  /** Only actors in one of these networks; empty: from anywhere. */
  networks: string[];
  /** Only actors in one of these countries, as two letters. */
  countries?: string[] | undefined;
  /** Only actors in another country than these; one that is not known does not count. */
  exceptCountries?: string[] | undefined;
  counts: Countable;
  /** Of a user's risk the score, else how many. */
  threshold: number;
  windowSeconds: number;
  by: Grouping;
  action: PlaybookAction;
  /** With the action `limit`. */
  limit?: RequestLimit | undefined;
  /** How long the decision is in force. */
  actionSeconds: number;
  /** How severe a firing is told to be on the channels; absent: nobody is told. */
  tells?: Severity | undefined;
}

const daySeconds = 86_400;
const { requests, seconds } = requestLimits;

const mostRisk = 100;

const countries = z
  .array(z.string().regex(/^[A-Z]{2}$/, 'a country as two letters, such as DE'))
  .max(250);

export const ruleSchema: z.ZodType<PlaybookRule> = z
  .object({
    on: z.enum(triggers),
    apps: z.array(z.uuid()).max(200).describe('Empty: every app.'),
    environment: z.string().max(100).optional(),
    detections: z.array(z.string().max(256)).max(100).describe('Empty: every detection.'),
    minSeverity: z.enum(severities),
    route: z.string().max(500).optional(),
    disposition: z.enum(['any', 'blocked', 'logged']),
    networks: z
      .array(
        z
          .string()
          .max(100)
          .refine((text) => parseNetwork(text) !== undefined, 'a network such as 203.0.113.0/24'),
      )
      .max(100)
      .describe('Only actors in one of these; empty: from anywhere.'),
    countries: countries
      .optional()
      .describe('Only actors in one of these, as two letters; empty: from anywhere.'),
    exceptCountries: countries
      .optional()
      .describe('Only actors in another one than these. Whose country is not known is left alone.'),
    counts: z.enum(countables),
    threshold: z.int().min(1).max(10_000),
    windowSeconds: z.int().min(60).max(daySeconds),
    by: z.enum(groupings),
    action: z.enum(playbookActions),
    limit: z
      .object({
        requests: z.int().min(requests.least).max(requests.most),
        seconds: z.int().min(seconds.least).max(seconds.most),
      })
      .optional(),
    actionSeconds: z
      .int()
      .min(60)
      .max(30 * daySeconds),
    tells: z.enum(severities).optional(),
  })
  .refine(({ action, limit }) => (action === 'limit') === (limit !== undefined), {
    message: 'A limit says how much is let through, and nothing else does.',
    path: ['limit'],
  })
  .refine(({ on, action }) => on !== 'monitor' || action === 'notify', {
    message: 'Nobody can be decided about when a monitor fails: people are only told.',
    path: ['action'],
  })
  .refine(({ on, by }) => on !== 'incident' || by === 'address' || by === 'network', {
    message: 'Incidents are known by address, not by user or token.',
    path: ['by'],
  })
  .refine(({ on, by }) => on !== 'user-risk' || by === 'user', {
    message: 'A risk is of a user.',
    path: ['by'],
  })
  .refine(({ on, threshold }) => on !== 'user-risk' || threshold <= mostRisk, {
    message: `A risk is at most ${mostRisk}.`,
    path: ['threshold'],
  })
  .refine((rule) => rule.on !== 'user-risk' || !isNarrowed(rule), {
    message: 'A risk is of the whole account: it is narrowed by app, and by nothing else.',
    path: ['on'],
  })
  .refine(({ action, tells }) => action !== 'notify' || tells !== undefined, {
    message: 'A playbook that only tells people needs to say how severe it is.',
    path: ['tells'],
  });

/** Whether only some of what an actor does counts. */
function isNarrowed(rule: PlaybookRule): boolean {
  const { environment, route, disposition, minSeverity } = rule;
  const lists = [rule.detections, rule.networks, rule.countries, rule.exceptCountries];
  return (
    environment !== undefined ||
    route !== undefined ||
    disposition !== 'any' ||
    minSeverity !== 'low' ||
    lists.some((list = []) => list.length > 0)
  );
}
