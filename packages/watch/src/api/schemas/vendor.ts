import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { environmentName, id, severity, time } from './parts.ts';

const day = z.iso.date();

/** An app of the asker's that reaches a domain. */
interface VendorUse {
  appId: string;
  app: string;
  environment: string;
  hosts: string[];
  calls: number;
  firstSeen: string;
  lastSeen: string;
}

const use: z.ZodType<VendorUse> = z.object({
  appId: id,
  app: z.string(),
  environment: z.string(),
  hosts: z.array(z.string()),
  calls: z.number(),
  firstSeen: time,
  lastSeen: time,
});

/** A breach of a vendor that the list of breaches tells of. */
interface VendorBreach {
  name: string;
  title: string;
  breachedOn?: string | undefined;
  dataClasses: string[];
  isNews: boolean;
  firstSeen: string;
  handledAt?: string | undefined;
  handledBy?: string | undefined;
}

const breach: z.ZodType<VendorBreach> = z.object({
  name: z.string(),
  title: z.string(),
  breachedOn: z.string().optional(),
  dataClasses: z.array(z.string()),
  isNews: z
    .boolean()
    .describe('It came after the team began to look: somebody has to deal with it.'),
  firstSeen: time,
  handledAt: time.optional(),
  handledBy: z.string().optional(),
});

/** A company that holds data of the team's, or of its users. */
export interface Vendor {
  id: string;
  name: string;
  domain: string;
  data: string;
  ownerId?: string | undefined;
  owner?: string | undefined;
  contact: string;
  criticality: Severity;
  agreedOn?: string | undefined;
  reviewOn?: string | undefined;
  notes: string;
  createdAt: string;
  createdBy: string;
  uses: VendorUse[];
  breaches: VendorBreach[];
}

export const vendorSchema: z.ZodType<Vendor> = z.object({
  id,
  name: z.string(),
  domain: z.string(),
  data: z.string(),
  ownerId: id.optional(),
  owner: z.string().optional(),
  contact: z.string(),
  criticality: severity,
  agreedOn: z.string().optional().describe('When the agreement about the data was made.'),
  reviewOn: z.string().optional().describe('When people are reminded to look at it again.'),
  notes: z.string(),
  createdAt: time,
  createdBy: z.string(),
  uses: z.array(use),
  breaches: z.array(breach).describe('The latest first.'),
});

/** A domain that apps reach, and that is no vendor yet. */
export interface FoundDomain {
  domain: string;
  name: string;
  isIgnored: boolean;
  uses: VendorUse[];
}

export const foundDomainSchema: z.ZodType<FoundDomain> = z.object({
  domain: z.string(),
  name: z.string(),
  isIgnored: z.boolean(),
  uses: z.array(use),
});

/** What is asked for when a vendor is added or edited. */
interface VendorForm {
  name: string;
  domain: string;
  data: string;
  ownerId?: string | null | undefined;
  contact: string;
  criticality: Severity;
  agreedOn?: string | null | undefined;
  reviewOn?: string | null | undefined;
  notes: string;
}

export const domainText: z.ZodString = z.string().trim().min(1).max(300);

export const vendorFormSchema: z.ZodType<VendorForm> = z.object({
  name: environmentName,
  domain: domainText.describe('stripe.com, or any host or address of theirs'),
  data: z.string().trim().max(1_000).default(''),
  ownerId: id.nullish(),
  contact: z.string().trim().max(300).default(''),
  criticality: severity.default('medium'),
  agreedOn: day.nullish(),
  reviewOn: day.nullish(),
  notes: z.string().trim().max(5_000).default(''),
});
