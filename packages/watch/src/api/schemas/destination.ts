import * as z from 'zod';
import type { ForwardSource } from '../../store/forward-schema.ts';
import { type NotifierForm, notifierSchema } from './notification.ts';
import { id, time } from './parts.ts';

/** A kind of receiver. */
export type DestinationForm = NotifierForm;
export const destinationFormSchema: z.ZodType<DestinationForm> = notifierSchema;

export const forwardSources: z.ZodType<ForwardSource[]> = z
  .array(z.enum(['event', 'incident', 'audit']))
  .min(1, 'choose what is sent')
  .max(3);

/** A place to which watch sends on what it stores. Its secrets are never given back. */
export interface Destination {
  id: string;
  name: string;
  kind: string;
  settings: Record<string, string | number | boolean>;
  hasSecrets: boolean;
  sources: ForwardSource[];
  isPaused: boolean;
  createdAt: string;
  createdBy: string;
  behind: number;
  behindSince?: string | undefined;
  sent: number;
  refused: number;
  dropped: number;
  sentAt?: string | undefined;
  problem?: string | undefined;
  problemAt?: string | undefined;
  nextAt?: string | undefined;
}

export const destinationSchema: z.ZodType<Destination> = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  hasSecrets: z.boolean(),
  sources: forwardSources,
  isPaused: z.boolean(),
  createdAt: time,
  createdBy: z.string(),
  behind: z.number().describe('What waits to be sent.'),
  behindSince: time.optional().describe('When the oldest that waits was stored.'),
  sent: z.number(),
  refused: z.number().describe('What the receiver does not take, however often it is sent.'),
  dropped: z.number().describe('What waited for 30 days.'),
  sentAt: time.optional(),
  problem: z.string().optional().describe('Why the last try did not succeed.'),
  problemAt: time.optional(),
  nextAt: time.optional().describe('When it is tried again, after a failure.'),
});
