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
  /** Made up, to look around. */
  isDemo: boolean;
  /** Where drills may send a request. */
  address?: string | undefined;
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
  isDemo: z.boolean(),
  address: z.string().optional(),
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

const heartbeat = (heartbeatSchema as unknown as z.ZodReadonly<z.ZodObject>).unwrap()
  .shape as unknown as {
  coverage: z.ZodReadonly<z.ZodArray<z.ZodType<Coverage>>>;
  counters: z.ZodReadonly<z.ZodObject<Record<keyof HeartbeatCounters, z.ZodNumber>>>;
};
const { coverage, counters } = heartbeat;

/**
 * What an instance told with its last sign of life, as it was stored then, perhaps by an older watch:
 * a counter that was not known yet is 0, and an entry of the coverage that does not fit is left out.
 */
export function readStoredHeartbeat(stored: {
  readonly coverage: unknown;
  readonly counters: unknown;
}): Pick<Instance, 'coverage' | 'counters'> {
  const counts = (stored.counters ?? {}) as Readonly<Record<string, unknown>>;
  const entries = Array.isArray(stored.coverage) ? (stored.coverage as unknown[]) : [];
  return {
    coverage: entries.flatMap((entry) => coverage.unwrap().element.safeParse(entry).data ?? []),
    counters: Object.fromEntries(
      Object.entries(counters.unwrap().shape).map(([name, schema]) => [
        name,
        schema.safeParse(counts[name]).data ?? 0,
      ]),
    ) as unknown as HeartbeatCounters,
  };
}

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
  /** Of an API token that is for some apps only. */
  apps?: string[] | undefined;
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
  apps: z.array(id).optional(),
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
