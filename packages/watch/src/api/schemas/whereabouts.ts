import * as z from 'zod';
import { time } from './parts.ts';

/** Where an address is, as far as data on this machine knows. */
export interface WhereaboutsShown {
  /** Two letters of ISO 3166. */
  country?: string | undefined;
  /** Number of the autonomous system that announces it. */
  asn?: number | undefined;
  asName?: string | undefined;
  /** By its name a host or a cloud: a hint. */
  isHosting?: boolean | undefined;
}

export const whereaboutsSchema: z.ZodType<WhereaboutsShown> = z.object({
  country: z.string().optional(),
  asn: z.number().optional(),
  asName: z.string().optional(),
  isHosting: z.boolean().optional(),
});

/** Which data there is, of what day, and whom it must be said to come from. */
export interface AddressDataShown {
  what: 'country' | 'autonomous system';
  /** Absent when there is none: then `install` says how to get it. */
  data?: { source: string; url: string; licence: string; builtAt: string } | undefined;
  install: string;
}

export const addressDataSchema: z.ZodType<AddressDataShown> = z.object({
  what: z.enum(['country', 'autonomous system']),
  data: z
    .object({ source: z.string(), url: z.string(), licence: z.string(), builtAt: time })
    .optional(),
  install: z.string(),
});
