import { severities, type Severity } from '@castellan/core';
import * as z from 'zod';
import { type DeliveryState, deliveryStates } from '../../alerts/deliveries.ts';
import { type ChannelRules, type Hold, holds, rulesSchema } from '../../alerts/rules.ts';
import { type AlertCause, alertCauses } from '../../notifiers/alert.ts';
import type { SettingField } from '../../words/settings-form.ts';
import { id, time } from './parts.ts';

/** A kind of something that is set up, with what a form asks for. */
export interface KindForm {
  kind: string;
  title: string;
  hint: string;
  fields: readonly SettingField[];
}

/** A kind of channel. */
export interface NotifierForm extends KindForm {
  docs: string;
}

const kind = z.object({
  kind: z.string(),
  title: z.string(),
  hint: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      hint: z.string().optional(),
      type: z.enum(['text', 'secret', 'url', 'email', 'number', 'choice', 'app']),
      isRequired: z.boolean(),
      options: z.array(z.string()).optional(),
      initial: z.string().optional(),
    }),
  ),
});
export const kindSchema: z.ZodType<KindForm> = kind;
export const notifierSchema: z.ZodType<NotifierForm> = kind.extend({ docs: z.string() });

const setting = z.union([z.string(), z.number(), z.boolean()]);

/** A way to people. Its secrets are never given back: only which of them are set. */
export interface Channel {
  id: string;
  name: string;
  kind: string;
  settings: Record<string, string | number | boolean>;
  hasSecrets: boolean;
  rules: ChannelRules;
  isPaused: boolean;
  createdAt: string;
  createdBy: string;
  waiting: number;
  gathered: number;
  failed: number;
  deliveredAt?: string | undefined;
  problem?: string | undefined;
}

export const channelSchema: z.ZodType<Channel> = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), setting),
  hasSecrets: z.boolean(),
  rules: rulesSchema,
  isPaused: z.boolean(),
  createdAt: time,
  createdBy: z.string(),
  waiting: z.number().describe('Due now or to be tried again.'),
  gathered: z.number().describe('Held back for the next summary.'),
  failed: z.number().describe('Given up.'),
  deliveredAt: time.optional(),
  problem: z.string().optional().describe('Why the last try did not succeed.'),
});

/** What the notifier takes, secrets too. */
export const channelSettings: z.ZodType<Record<string, string | number | boolean>> = z.record(
  z.string().max(50),
  z.union([z.string().max(4_096), z.number(), z.boolean()]),
);

/** One alert on one channel. */
export interface Delivery {
  id: string;
  channelId: string;
  channel: string;
  incidentId?: string | undefined;
  cause: AlertCause;
  severity: Severity;
  title: string;
  state: DeliveryState;
  heldBy?: Hold | undefined;
  attempts: number;
  createdAt: string;
  dueAt?: string | undefined;
  finishedAt?: string | undefined;
  status?: number | undefined;
  problem?: string | undefined;
}

export const deliverySchema: z.ZodType<Delivery> = z.object({
  id,
  channelId: id,
  channel: z.string(),
  incidentId: id.optional(),
  cause: z.enum(alertCauses),
  severity: z.enum(severities),
  title: z.string(),
  state: z.enum(deliveryStates),
  heldBy: z.enum(holds).optional(),
  attempts: z.number(),
  createdAt: time,
  dueAt: time.optional().describe('When it is tried next.'),
  finishedAt: time.optional(),
  status: z.number().optional().describe('Of HTTP or SMTP, at the last try.'),
  problem: z.string().optional(),
});

/** What became of a test. */
export interface TestResult {
  isAccepted: boolean;
  status?: number | undefined;
  problem?: string | undefined;
  tookMs: number;
}

export const testResultSchema: z.ZodType<TestResult> = z.object({
  isAccepted: z.boolean(),
  status: z.number().optional(),
  problem: z.string().optional(),
  tookMs: z.number(),
});
