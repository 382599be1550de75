import * as z from 'zod';
import { id, time } from './parts.ts';

/** Addresses that attack alike: same detection, shape of the payload and agent, close in time. */
export interface Campaign {
  id: string;
  appId: string;
  app: string;
  environment: string;
  detection: string;
  /** What stays the same of the payloads. */
  shape: string;
  userAgent: string;
  firstSeen: string;
  lastSeen: string;
  addresses: number;
}

const fields = {
  id,
  appId: id,
  app: z.string(),
  environment: z.string(),
  detection: z.string(),
  shape: z.string(),
  userAgent: z.string(),
  firstSeen: time,
  lastSeen: time,
  addresses: z.number(),
};

export const campaignSchema: z.ZodType<Campaign> = z.object(fields);

/** A campaign with whom it comes from. */
export interface CampaignPage extends Campaign {
  routes: string[];
  events: number;
  blocked: number;
  suspects: {
    kind: 'address' | 'network';
    value: string;
    addresses: number;
    events: number;
    isCritical: boolean;
    isBlocked: boolean;
  }[];
  moreAddresses: number;
}

export const campaignPageSchema: z.ZodType<CampaignPage> = z.object({
  ...fields,
  routes: z.array(z.string()),
  events: z.number(),
  blocked: z.number(),
  suspects: z
    .array(
      z.object({
        kind: z.enum(['address', 'network']),
        value: z.string(),
        addresses: z.number(),
        events: z.number(),
        isCritical: z.boolean(),
        isBlocked: z.boolean(),
      }),
    )
    .describe(
      'Whom to keep out: networks that hold three addresses or more, and single addresses.',
    ),
  moreAddresses: z.number(),
});
