import {
  type ActorKind,
  actorKinds,
  type DecisionAction,
  decisionActions,
  requestLimits,
} from '@castellan/core';
import * as z from 'zod';
import { id, time } from './parts.ts';

/** What was decided about an actor. In force until `end`, unless it was undone. */
export interface DecisionRecord {
  id: string;
  /** Absent: for every app. */
  appId?: string | undefined;
  action: DecisionAction;
  actor: { kind: ActorKind; value: string };
  /** With the action `limit`. */
  limit?: { requests: number; seconds: number } | undefined;
  /** The playbook that decided; absent when a person did. */
  playbookId?: string | undefined;
  reason: string;
  includesCritical: boolean;
  createdAt: string;
  createdBy: string;
  end: string;
  undoneAt?: string | undefined;
  undoneBy?: string | undefined;
  isInForce: boolean;
}

export const actorSchema: z.ZodType<{ kind: ActorKind; value: string }> = z.object({
  kind: z.enum(actorKinds),
  value: z
    .string()
    .max(256)
    .describe("203.0.113.7, 203.0.113.0/24, a user's id or a token's fingerprint"),
});

export const limitSchema: z.ZodType<{ requests: number; seconds: number }> = z.object({
  requests: z.int().min(requestLimits.requests.least).max(requestLimits.requests.most),
  seconds: z.int().min(requestLimits.seconds.least).max(requestLimits.seconds.most),
});

export const decisionSchema: z.ZodType<DecisionRecord> = z.object({
  id,
  appId: id.optional(),
  action: z.enum(decisionActions),
  actor: actorSchema,
  limit: limitSchema.optional(),
  playbookId: id.optional(),
  reason: z.string(),
  includesCritical: z.boolean(),
  createdAt: time,
  createdBy: z.string(),
  end: time,
  undoneAt: time.optional(),
  undoneBy: z.string().optional(),
  isInForce: z.boolean(),
});

/** What guard is told; see core's wire format. */
export const wireDecision: z.ZodType<{
  id: string;
  action: DecisionAction;
  actor: { kind: ActorKind; value: string };
  limit?: { requests: number; seconds: number } | undefined;
  end: string;
  includesCritical: boolean;
}> = z.object({
  id,
  action: z.enum(decisionActions),
  actor: actorSchema,
  limit: limitSchema.optional(),
  end: time,
  includesCritical: z.boolean(),
});

/** A network of the team's own list. */
export interface CriticalNetwork {
  network: string;
  note: string;
  createdAt: string;
  createdBy: string;
}

export const criticalNetworkSchema: z.ZodType<CriticalNetwork> = z.object({
  network: z.string(),
  note: z.string(),
  createdAt: time,
  createdBy: z.string(),
});
