import * as z from 'zod';
import { type PlaybookRule, ruleSchema } from '../../playbooks/rule.ts';
import { id, time } from './parts.ts';

/** A playbook, and how often it fired. */
export interface PlaybookRecord {
  id: string;
  name: string;
  rule: PlaybookRule;
  isOn: boolean;
  createdBy: string;
  /** For one that comes with watch: what it is good for, and why it is on or off at first. */
  ready?: { why: string; whySo: string } | undefined;
  firedLastWeek: number;
  firedAt?: string | undefined;
}

export const playbookSchema: z.ZodType<PlaybookRecord> = z.object({
  id,
  name: z.string(),
  rule: ruleSchema,
  isOn: z.boolean(),
  createdBy: z.string(),
  ready: z.object({ why: z.string(), whySo: z.string() }).optional(),
  firedLastWeek: z.number(),
  firedAt: time.optional(),
});

/** One time that a playbook fired. */
export interface Firing {
  id: string;
  at: string;
  actor: { kind: string; value: string };
  explanation: string;
  decisionId?: string | undefined;
  /** Its decision is in force: neither over nor undone. */
  isInForce: boolean;
  /** Why nothing was decided about the actor. */
  spared?: string | undefined;
}

export const firingSchema: z.ZodType<Firing> = z.object({
  id,
  at: time,
  actor: z.object({ kind: z.string(), value: z.string() }),
  explanation: z.string(),
  decisionId: id.optional(),
  isInForce: z.boolean(),
  spared: z.string().optional(),
});

/** What a rule would have done last week. */
export interface RehearsalResult {
  firings: number;
  actors: { value: string; firings: number; firstAt: string; isCritical: boolean }[];
  moreActors: number;
  lookedAt: number;
  of: 'incidents' | 'events' | 'rises';
  from: string;
  isCut: boolean;
}

export const rehearsalSchema: z.ZodType<RehearsalResult> = z.object({
  firings: z.number(),
  actors: z.array(
    z.object({
      value: z.string(),
      firings: z.number(),
      firstAt: time,
      isCritical: z.boolean().describe('Nothing would have been decided about it.'),
    }),
  ),
  moreActors: z.number().describe('How many actors are not listed.'),
  lookedAt: z.number(),
  of: z.enum(['incidents', 'events', 'rises']),
  from: time.describe('Back to when it was looked.'),
  isCut: z.boolean().describe('The week had more than is looked at.'),
});
