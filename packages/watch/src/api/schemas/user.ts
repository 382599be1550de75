import * as z from 'zod';
import { type RiskWeights, type SignalKind, signalKinds } from '../../users/risk.ts';
import type { RiskSettings } from '../../users/risk-settings.ts';
import { id, time } from './parts.ts';

/** A user of an app whom findings name, with what speaks for a danger. */
export interface User {
  appId: string;
  userId: string;
  name?: string | undefined;
  /** 0 to 100, of now. */
  score: number;
  firstSeen: string;
  lastSeen: string;
  events: number;
  blocked: number;
}

/** One part of a score: what happened, what it counted, and what of that is left. */
export interface RiskPart {
  kind: SignalKind;
  subject: string;
  times: number;
  at: string;
  points: number;
  pointsNow: number;
}

export interface UserSource {
  kind: 'address' | 'token';
  value: string;
  firstSeen: string;
  lastSeen: string;
  events: number;
}

export interface UserProfile extends User {
  parts: RiskPart[];
  sources: UserSource[];
  scores: { hour: string; score: number }[];
  halfLifeDays: number;
}

const user = {
  appId: id,
  userId: z.string(),
  name: z.string().optional(),
  score: z.number(),
  firstSeen: time,
  lastSeen: time,
  events: z.number(),
  blocked: z.number(),
};

export const userSchema: z.ZodType<User> = z.object(user);

export const userProfileSchema: z.ZodType<UserProfile> = z.object({
  ...user,
  parts: z.array(
    z.object({
      kind: z.enum(signalKinds),
      subject: z.string(),
      times: z.number(),
      at: time,
      points: z.number().describe('What it counted when it happened last.'),
      pointsNow: z.number().describe('What of that still counts.'),
    }),
  ),
  sources: z.array(
    z.object({
      kind: z.enum(['address', 'token']),
      value: z.string(),
      firstSeen: time,
      lastSeen: time,
      events: z.number(),
    }),
  ),
  scores: z.array(z.object({ hour: time, score: z.number() })),
  halfLifeDays: z.number(),
});

export const riskThreshold: z.ZodNumber = z
  .int()
  .min(1)
  .max(100)
  .describe('By how much a score must rise within 24 hours for people to be told.');

/** 0: it does not count. */
const points = z.int().min(0).max(50);

export const riskWeightsSchema: z.ZodObject<Record<keyof RiskWeights, z.ZodInt>> = z.object({
  criticalPoints: points,
  highPoints: points,
  mediumPoints: points,
  lowPoints: points,
  attackerAddressPoints: points,
  tokenElsewherePoints: points,
  networkPoints: points,
  weaknessPoints: points,
  halfLifeDays: z.int().min(1).max(90),
});

export const riskSettingsSchema: z.ZodType<RiskSettings> = z.object({
  threshold: riskThreshold,
  weights: riskWeightsSchema,
});
