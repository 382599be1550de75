import * as z from 'zod';
import { type Severity, severities } from '@castellan/core';
import { time } from './parts.ts';

/** The state of everything, at one look. */
export interface Overview {
  openIncidents: Record<Severity, number>;
  liveInstances: number;
  decisionsInForce: number;
  /** One entry an hour that had events, oldest first. */
  hours: { hour: string; blocked: number; logged: number }[];
}

export const overviewSchema: z.ZodType<Overview> = z.object({
  openIncidents: z.record(z.enum(severities), z.number()),
  liveInstances: z.number(),
  decisionsInForce: z.number(),
  hours: z.array(z.object({ hour: time, blocked: z.number(), logged: z.number() })),
});
