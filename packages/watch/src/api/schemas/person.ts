import * as z from 'zod';
import { maxPasswordChars, minPasswordChars } from '../../people/password.ts';
import { type Role, roles } from '../../people/roles.ts';
import { type SecondFactorState, secondFactorStates } from '../../people/second-factor-state.ts';
import { id, time } from './parts.ts';

export interface Person {
  id: string;
  email: string;
  name: string;
  role: Role;
  /** Those that they see; absent: every app. */
  apps?: string[] | undefined;
  createdAt: string;
  isDisabled: boolean;
  hasSecondFactor: boolean;
  hasPassword: boolean;
  isProvided: boolean;
  isLinked: boolean;
}

export const role: z.ZodType<Role> = z.enum(roles);

/** Some apps, as a scope names them. */
export const someApps: z.ZodArray<z.ZodUUID> = z.array(id).min(1).max(200);

export const personSchema: z.ZodType<Person> = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  apps: z.array(id).optional().describe('Those that they see; absent: every app.'),
  createdAt: time,
  isDisabled: z.boolean(),
  hasSecondFactor: z.boolean(),
  hasPassword: z.boolean(),
  isProvided: z.boolean().describe('Made by the provider, whose groups say what role they have.'),
  isLinked: z.boolean().describe('They have come in through the provider.'),
});

/** Who is signed in, or which program asks. */
export interface Me {
  kind: 'person' | 'api-token';
  id: string;
  name: string;
  role: Role;
  /** Those that they see; absent: every app. */
  apps?: string[] | undefined;
  secondFactor?: SecondFactorState | undefined;
  secondFactorDueAt?: string | undefined;
}

export const meSchema: z.ZodType<Me> = z.object({
  kind: z.enum(['person', 'api-token']),
  id,
  name: z.string(),
  role,
  apps: z.array(id).optional().describe('Those that they see; absent: every app.'),
  secondFactor: z
    .enum(secondFactorStates)
    .optional()
    .describe('Of a person: whether they have one or must set one up. "needed": before all else.'),
  secondFactorDueAt: time.optional().describe('Until when it may be missing.'),
});

export const email: z.ZodType<string> = z.email().max(254);
export const password: z.ZodType<string> = z
  .string()
  .min(minPasswordChars)
  .max(maxPasswordChars)
  .describe(`${minPasswordChars} to ${maxPasswordChars} characters; any characters`);

/** One line of the audit log. */
export interface AuditEntry {
  id: string;
  at: string;
  actorKind: string;
  actorName: string;
  address: string;
  act: string;
  subject: string;
  details: Record<string, unknown>;
}

export const auditEntrySchema: z.ZodType<AuditEntry> = z.object({
  id,
  at: time,
  actorKind: z.string(),
  actorName: z.string(),
  address: z.string(),
  act: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});
