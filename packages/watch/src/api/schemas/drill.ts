import * as z from 'zod';
import {
  type DrillChannel,
  drillChannelStates,
  type DrillOutcome,
  drillOutcomes,
  type DrillStep,
  drillSteps,
  drillStepStates,
  type DrillWay,
  drillWays,
} from '../../drills/drill-report.ts';
import { id, time } from './parts.ts';

/** A harmless attack, and how far it came on the way to people. */
export interface Drill {
  id: string;
  appId: string;
  app: string;
  way: DrillWay;
  /** Where its request goes. */
  target?: string | undefined;
  /** The one channel that is to be told; absent: all that would be told of an attack. */
  channelId?: string | undefined;
  channel?: string | undefined;
  startedBy: string;
  startedAt: string;
  /** When it ends whatever has come. */
  givesUpAt: string;
  endedAt?: string | undefined;
  outcome?: DrillOutcome | undefined;
  incidentId?: string | undefined;
  sentence: string;
  advice?: string | undefined;
  steps: DrillStep[];
  channels: DrillChannel[];
}

const step: z.ZodType<DrillStep> = z.object({
  name: z.enum(drillSteps),
  state: z.enum(drillStepStates),
  atMs: z.number().optional().describe('Since the attack was made.'),
  words: z.string(),
});

const channel: z.ZodType<DrillChannel> = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  state: z.enum(drillChannelStates),
  atMs: z.number().optional().describe('Since the attack was made.'),
  status: z.number().optional().describe('Of HTTP or SMTP, at the last try.'),
  problem: z.string().optional(),
});

const report = {
  outcome: z.enum(drillOutcomes).optional().describe('Absent while it is under way.'),
  sentence: z.string(),
  advice: z.string().optional().describe('What to do, where something did not arrive.'),
  steps: z.array(step),
  channels: z.array(channel),
};

export const drillSchema: z.ZodType<Drill> = z.object({
  id,
  appId: id,
  app: z.string(),
  way: z.enum(drillWays),
  target: z.string().optional(),
  channelId: id.optional(),
  channel: z.string().optional(),
  startedBy: z.string(),
  startedAt: time,
  givesUpAt: time,
  endedAt: time.optional(),
  incidentId: id.optional(),
  ...report,
});

/** A drill that was started, and what its request carries where the asker sends it. */
export interface StartedDrill {
  id: string;
  request?: { parameter: string; value: string } | undefined;
}

export const startedDrillSchema: z.ZodType<StartedDrill> = z.object({
  id,
  request: z
    .object({ parameter: z.string(), value: z.string() })
    .optional()
    .describe('What goes into the query of the request, to be URL-encoded.'),
});
