import type { Coverage, HeartbeatCounters } from '@castellan/core';
import { heartbeatSchema } from '@castellan/core/wire';
import * as z from 'zod';
import { id, time } from './parts.ts';

/** An app that reports here. */
export interface App {
  id: string;
  name: string;
  createdAt: string;
  retentionDays: number;
  maxBytes: number;
  /** Guarded processes that gave a sign of life within the last 90 seconds. */
  liveInstances: number;
  seenAt?: string | undefined;
}

export const appSchema: z.ZodType<App> = z.object({
  id,
  name: z.string(),
  createdAt: time,
  retentionDays: z.number(),
  maxBytes: z.number(),
  liveInstances: z.number(),
  seenAt: time.optional(),
});

/** One guarded process. */
export interface Instance {
  appId: string;
  environment: string;
  instance: string;
  firstSeen: string;
  seenAt: string;
  isLive: boolean;
  nodeVersion: string;
  guardVersion: string;
  coverage: readonly Coverage[];
  counters: HeartbeatCounters;
}

const { coverage, counters } = (heartbeatSchema as unknown as z.ZodReadonly<z.ZodObject>).unwrap()
  .shape as unknown as {
  coverage: z.ZodType<readonly Coverage[]>;
  counters: z.ZodType<HeartbeatCounters>;
};

export const instanceSchema: z.ZodType<Instance> = z.object({
  appId: id,
  environment: z.string(),
  instance: z.string(),
  firstSeen: time,
  seenAt: time,
  isLive: z.boolean(),
  nodeVersion: z.string(),
  guardVersion: z.string(),
  coverage,
  counters,
});

/** A token, without its secret, which nobody can read again. */
export interface Token {
  id: string;
  kind: 'ingest' | 'api';
  name: string;
  /** How it begins. */
  hint: string;
  appId?: string | undefined;
  environment?: string | undefined;
  role?: string | undefined;
  createdAt: string;
  expiresAt?: string | undefined;
  usedAt?: string | undefined;
  revokedAt?: string | undefined;
}

export const tokenSchema: z.ZodType<Token> = z.object({
  id,
  kind: z.enum(['ingest', 'api']),
  name: z.string(),
  hint: z.string(),
  appId: id.optional(),
  environment: z.string().optional(),
  role: z.string().optional(),
  createdAt: time,
  expiresAt: time.optional(),
  usedAt: time.optional(),
  revokedAt: time.optional(),
});

/** A token just made, the only time that it is shown. */
export interface NewToken {
  id: string;
  token: string;
}

export const newTokenSchema: z.ZodType<NewToken> = z.object({ id, token: z.string() });
