import * as z from 'zod';
import { type Severity, severities } from '@castellan/core';
import { id, time } from './parts.ts';

/** The state of everything, at one look. */
export interface Overview {
  openIncidents: Record<Severity, number>;
  liveInstances: number;
  decisionsInForce: number;
  /** Guarded apps without a drill within 90 days. */
  drillDue: { id: string; name: string }[];
  /** One entry an hour that had events, oldest first. */
  hours: { hour: string; blocked: number; logged: number }[];
}

export const overviewSchema: z.ZodType<Overview> = z.object({
  openIncidents: z.record(z.enum(severities), z.number()),
  liveInstances: z.number(),
  decisionsInForce: z.number(),
  drillDue: z.array(z.object({ id, name: z.string() })),
  hours: z.array(z.object({ hour: time, blocked: z.number(), logged: z.number() })),
});
