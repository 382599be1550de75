import * as z from 'zod';
import { id, time } from './parts.ts';
import { type WhereaboutsShown, whereaboutsSchema } from './whereabouts.ts';

/** An address that attacked an app. */
export interface Attacker {
  appId: string;
  address: string;
  whereabouts: WhereaboutsShown;
  firstSeen: string;
  lastSeen: string;
  events: number;
  blocked: number;
  detections: string[];
  userAgents: string[];
  /** Users who were seen from this address, the latest twenty. */
  users: string[];
}

export const attackerSchema: z.ZodType<Attacker> = z.object({
  appId: id,
  address: z.string(),
  whereabouts: whereaboutsSchema,
  firstSeen: time,
  lastSeen: time,
  events: z.number(),
  blocked: z.number(),
  detections: z.array(z.string()),
  userAgents: z.array(z.string()),
  users: z.array(z.string()),
});
