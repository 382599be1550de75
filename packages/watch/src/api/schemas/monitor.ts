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
  /** What is other than remembered; absent where it remembers no lists. */
  changes?: readonly MonitorChange[] | undefined;
  takesPings: boolean;
  /** The last looks, the oldest first. */
  looks: { levels: readonly Level[]; since?: string | undefined };
  acknowledged?: { by: string; at: string; until: string; reason: string } | undefined;
}

/** Lines that were there before, and lines that are there now. */
interface MonitorChange {
  name: string;
  before: readonly string[];
  after: readonly string[];
  /** Lines that are not shown. */
  more: number;
}

const change: z.ZodType<MonitorChange> = z.object({
  name: z.string(),
  before: z.array(z.string()),
  after: z.array(z.string()),
  more: z.number(),
});

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
  changes: z.array(change).optional(),
  takesPings: z.boolean(),
  looks: z.object({
    levels: z.array(z.enum(levels)).describe('The last 90 looks, the oldest first.'),
    since: time.optional(),
  }),
  acknowledged: z
    .object({ by: z.string(), at: time, until: time, reason: z.string() })
    .optional()
    .describe('Somebody knows of it: nobody is reminded until then.'),
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
