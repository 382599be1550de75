import * as z from 'zod';
import { maxPasswordChars, minPasswordChars } from '../../people/password.ts';
import { type Role, roles } from '../../people/roles.ts';
import { id, time } from './parts.ts';

export interface Person {
  id: string;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
  isDisabled: boolean;
  hasSecondFactor: boolean;
}

export const role: z.ZodType<Role> = z.enum(roles);

export const personSchema: z.ZodType<Person> = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  createdAt: time,
  isDisabled: z.boolean(),
  hasSecondFactor: z.boolean(),
});

/** Who is signed in, or which program asks. */
export interface Me {
  kind: 'person' | 'api-token';
  id: string;
  name: string;
  role: Role;
}

export const meSchema: z.ZodType<Me> = z.object({
  kind: z.enum(['person', 'api-token']),
  id,
  name: z.string(),
  role,
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
