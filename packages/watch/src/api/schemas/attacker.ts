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

/** So many events of one value, so many of them blocked. */
interface CountedShown {
  value: string;
  appId?: string | undefined;
  events: number;
  blocked: number;
}

/** What came from an address, counted from the latest event back. */
export interface AttackerPageShown {
  whereabouts: WhereaboutsShown;
  routes: CountedShown[];
  detections: CountedShown[];
  agents: CountedShown[];
  users: CountedShown[];
  environments: CountedShown[];
  hours: { hour: string; blocked: number; logged: number }[];
  countedBackTo?: string | undefined;
}

const counted = z.array(
  z.object({
    value: z.string(),
    appId: id.optional(),
    events: z.number(),
    blocked: z.number(),
  }),
);

export const attackerPageSchema: z.ZodType<AttackerPageShown> = z.object({
  whereabouts: whereaboutsSchema,
  routes: counted,
  detections: counted,
  agents: counted,
  users: counted,
  environments: counted,
  hours: z
    .array(z.object({ hour: time, blocked: z.number(), logged: z.number() }))
    .describe('Hours in which something came, of the 31 days up to the last.'),
  countedBackTo: time
    .optional()
    .describe('Set where there are more events than are counted: what is older is left out.'),
});

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
