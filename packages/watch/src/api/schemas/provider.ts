import * as z from 'zod';
import {
  type Admission,
  admissions,
  type OtherWays,
  otherWays,
  type ProviderRules,
} from '../../providers/provider.ts';
import { role } from './person.ts';
import { id, shortText, time } from './parts.ts';

const word = z.string().trim().min(1).max(200);
const words = z.array(word).max(50);

const admits: z.ZodType<Admission> = z
  .enum(admissions)
  .describe('"invited": only who is here already. "domains": new people with these addresses too.');
const ways: z.ZodType<OtherWays> = z
  .enum(otherWays)
  .describe('Who may still sign in without the provider once they are linked to it.');

const rules: z.ZodType<ProviderRules> = z.object({
  admits,
  domains: z.array(word.toLowerCase()).max(50),
  groupsClaim: z.string().trim().max(200).describe('Empty: owners give the roles.'),
  groupRoles: z.array(z.object({ group: word, role })).max(200),
  otherwise: role.optional().describe('Of whoever has none of these groups; absent: refused.'),
  extraScopes: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[!#-[\]-~]{1,200}$/),
    )
    .max(20),
  factorValues: words.describe('Values of amr or acr that tell of a second factor.'),
  trustsAddresses: z
    .boolean()
    .describe('Addresses count also where the provider does not say that they are verified.'),
  otherWays: ways,
});

const settings = z.object({
  issuer: z.string().trim().min(1).max(500),
  clientId: word,
  label: shortText,
  isOn: z.boolean(),
  rules,
});

export interface ProviderSettings {
  issuer: string;
  clientId: string;
  label: string;
  isOn: boolean;
  rules: ProviderRules;
}

/** What is stored, but for the secret. */
export interface SignInProvider {
  /** Absent until one was set. */
  provider?: (ProviderSettings & { hasSecret: boolean }) | undefined;
  redirectUri: string;
}

export const signInProviderSchema: z.ZodType<SignInProvider> = z.object({
  provider: settings.extend({ hasSecret: z.boolean() }).optional(),
  redirectUri: z.string().describe('To be entered at the provider, exactly.'),
});

export const givenProvider: z.ZodType<ProviderSettings & { clientSecret?: string | undefined }> =
  settings.extend({
    clientSecret: z
      .string()
      .max(2_000)
      .optional()
      .describe('Left out: what is stored stays. Empty: there is none.'),
  });

export interface ProviderCheck {
  isReady: boolean;
  problems: string[];
  seen: string[];
}

export const providerCheckSchema: z.ZodType<ProviderCheck> = z.object({
  isReady: z.boolean(),
  problems: z.array(z.string()),
  seen: z.array(z.string()),
});

/** What the provider's page was sent back with. */
export const providerReturn: z.ZodType<{
  state: string;
  code?: string | undefined;
  iss?: string | undefined;
  error?: string | undefined;
}> = z.object({
  state: z.string().min(1).max(100),
  code: z.string().min(1).max(8_000).optional(),
  iss: z.string().max(500).optional(),
  error: z.string().max(200).optional(),
});

/** What came of it: signed in, or what is still owed. */
const returnOutcomes = ['signed in', 'linked', 'confirmed', 'second factor'] as const;
export interface ReturnOutcome {
  outcome: (typeof returnOutcomes)[number];
  /** For the second factor that is owed. */
  ticket?: string | undefined;
}

export const returnOutcomeSchema: z.ZodType<ReturnOutcome> = z.object({
  outcome: z.enum(returnOutcomes),
  ticket: z.string().optional().describe('For the second factor that is owed.'),
});

/** How one's own account stands with the provider. */
export interface OwnProvider {
  label?: string | undefined;
  hasPassword: boolean;
  isVouched: boolean;
  items: {
    id: string;
    issuer: string;
    email: string;
    createdAt: string;
    usedAt?: string | undefined;
    isInUse: boolean;
  }[];
}

export const ownProviderSchema: z.ZodType<OwnProvider> = z.object({
  label: z.string().optional().describe('Of the provider in use; absent: there is none.'),
  hasPassword: z.boolean(),
  isVouched: z.boolean().describe('The provider said within ten minutes whose session it is.'),
  items: z.array(
    z.object({
      id,
      issuer: z.string(),
      email: z.string(),
      createdAt: time,
      usedAt: time.optional(),
      isInUse: z.boolean(),
    }),
  ),
});
