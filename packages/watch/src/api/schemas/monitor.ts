import * as z from 'zod';
import { type Level, levels } from '../../monitors/monitor-kind.ts';
import type { MonitorState } from '../../monitors/next-state.ts';
import { id, time } from './parts.ts';

/** A scheduled look at the outside, and what it found last. */
export interface Monitor {
  id: string;
  name: string;
  kind: string;
  settings: Record<string, string | number | boolean>;
  isPaused: boolean;
  createdBy: string;
  state: MonitorState;
  stateSince: string;
  checkedAt?: string | undefined;
  nextAt: string;
  summary?: string | undefined;
  facts: readonly { name: string; value: string }[];
  hasSecrets: boolean;
  /** It compares with what it saw first. */
  remembers: boolean;
}

export const monitorSchema: z.ZodType<Monitor> = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  isPaused: z.boolean(),
  createdBy: z.string(),
  state: z.enum(['unknown', ...levels]),
  stateSince: time,
  checkedAt: time.optional(),
  nextAt: time,
  summary: z.string().optional(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  hasSecrets: z.boolean(),
  remembers: z.boolean(),
});

/** What one look found. */
export interface MonitorLook {
  level: Level;
  summary: string;
  at: string;
}

export const lookSchema: z.ZodType<MonitorLook> = z.object({
  level: z.enum(levels),
  summary: z.string(),
  at: time,
});
