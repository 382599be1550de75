import {
  practiceIds,
  type PracticeId,
  type PracticeStatus,
  practiceStatuses,
  standards,
  type StandardId,
} from '@castellan/core';
import * as z from 'zod';
import { id, time } from './parts.ts';

export const practiceId: z.ZodType<PracticeId, string> = z.enum(practiceIds);
const status: z.ZodType<PracticeStatus> = z.enum(practiceStatuses);
export const standardId: z.ZodType<StandardId, string> = z.enum(
  Object.keys(standards) as [StandardId, ...StandardId[]],
);

/** How one practice stands for one app. */
interface PracticeCell {
  appId: string;
  status: PracticeStatus;
  since: string;
  /** When the oldest of the evidence was gathered; absent where there is none. */
  evidenceAt?: string | undefined;
  /** The evidence is older than the team accepts. */
  isStale: boolean;
}

const cell: z.ZodType<PracticeCell> = z.object({
  appId: id,
  status,
  since: time,
  evidenceAt: time.optional(),
  isStale: z.boolean(),
});

/** One of the 41, in our words, with how it stands for each app. */
export interface PracticeRow {
  id: PracticeId;
  theme: 'code' | 'infrastructure' | 'protection' | 'monitoring';
  title: string;
  cells: PracticeCell[];
}

const practiceRow: z.ZodType<PracticeRow> = z.object({
  id: z.enum(practiceIds),
  theme: z.enum(['code', 'infrastructure', 'protection', 'monitoring']),
  title: z.string(),
  cells: z.array(cell),
});

export interface PracticeMatrix {
  apps: { id: string; name: string }[];
  rows: PracticeRow[];
  /** One entry a day: in how many cells practices stood how when it ended. */
  trend: { day: string; pass: number; fail: number; unknown: number }[];
  staleDays: number;
}

export const practiceMatrixSchema: z.ZodType<PracticeMatrix> = z.object({
  apps: z.array(z.object({ id, name: z.string() })),
  rows: z.array(practiceRow),
  trend: z.array(
    z.object({ day: z.string(), pass: z.number(), fail: z.number(), unknown: z.number() }),
  ),
  staleDays: z.number(),
});

/** Everything that is known of one practice. */
export interface PracticeDetail {
  row: PracticeRow;
  faces: string[];
  apps: { id: string; name: string }[];
  rules: {
    appId: string;
    kind: string;
    target: string;
    rule: string;
    title?: string | undefined;
    status: PracticeStatus;
    reason: string;
    at: string;
    since: string;
    attestedBy?: string | undefined;
  }[];
  live: {
    appId: string;
    source: 'guard' | 'monitor' | 'console';
    weight: 'judges' | 'settles' | 'supports';
    status: PracticeStatus;
    fact: string;
    at: string;
  }[];
  changes: { appId: string; at: string; status: PracticeStatus }[];
}

export const practiceDetailSchema: z.ZodType<PracticeDetail> = z.object({
  row: practiceRow,
  faces: z.array(z.string()),
  apps: z.array(z.object({ id, name: z.string() })),
  rules: z.array(
    z.object({
      appId: id,
      kind: z.string(),
      target: z.string(),
      rule: z.string(),
      title: z.string().optional(),
      status,
      reason: z.string(),
      at: time,
      since: time,
      attestedBy: z.string().optional(),
    }),
  ),
  live: z.array(
    z.object({
      appId: id,
      source: z.enum(['guard', 'monitor', 'console']),
      weight: z.enum(['judges', 'settles', 'supports']),
      status,
      fact: z.string(),
      at: time,
    }),
  ),
  changes: z.array(z.object({ appId: id, at: time, status })),
});

/** How a standard's requirements stand. */
export interface Compliance {
  standard: StandardId;
  name: string;
  url: string;
  rows: {
    id: string;
    text: string;
    status: PracticeStatus;
    sources: {
      kind: 'practice' | 'rule' | 'detection';
      id: string;
      status: PracticeStatus;
      appId: string;
    }[];
  }[];
}

export const complianceSchema: z.ZodType<Compliance> = z.object({
  standard: z.enum(Object.keys(standards) as [StandardId, ...StandardId[]]),
  name: z.string(),
  url: z.string(),
  rows: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      status,
      sources: z.array(
        z.object({
          kind: z.enum(['practice', 'rule', 'detection']),
          id: z.string(),
          status,
          appId: id,
        }),
      ),
    }),
  ),
});
