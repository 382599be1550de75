import * as z from 'zod';
import type {
  NewPasskeyAnswer,
  PasskeyAnswer,
  PasskeyCreation,
  PasskeyRequest,
} from '../../people/passkey-answers.ts';
import { id, time } from './parts.ts';

const maxBinaryChars = 16_384;
const binary = z
  .string()
  .max(maxBinaryChars)
  .regex(/^[\w-]+$/);
const credentialId = binary.max(1_400);
const publicKeyType = z.literal('public-key');

/** As `credential.toJSON()` gives it; what else it holds is left out. */
export const passkeyAnswer: z.ZodType<PasskeyAnswer> = z.object({
  id: credentialId,
  rawId: credentialId,
  type: publicKeyType,
  response: z.object({
    clientDataJSON: binary,
    authenticatorData: binary,
    signature: binary,
    userHandle: binary.max(100).optional(),
  }),
});

export const newPasskeyAnswer: z.ZodType<NewPasskeyAnswer> = z.object({
  id: credentialId,
  rawId: credentialId,
  type: publicKeyType,
  response: z.object({
    clientDataJSON: binary,
    attestationObject: binary,
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
});

/** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
export const passkeyRequest: z.ZodType<PasskeyRequest> = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.literal('required'),
});

/** For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
export const passkeyCreation: z.ZodType<PasskeyCreation> = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: publicKeyType, alg: z.number() })),
  timeout: z.number(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(
    z.object({ type: publicKeyType, id: z.string(), transports: z.array(z.string()) }),
  ),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
});

/** That it is the person themselves: by password, by one of their passkeys, or by the provider's word of just now. */
export type Proof = { password: string } | { passkey: PasskeyAnswer } | { provider: true };

export const proof: z.ZodType<Proof> = z.union([
  z.object({ password: z.string().min(1).max(256) }),
  z.object({ passkey: passkeyAnswer }),
  z.object({
    provider: z
      .literal(true)
      .describe('For whoever has no password, within ten minutes of coming through the provider.'),
  }),
]);

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  usedAt?: string | undefined;
}

export const passkeySchema: z.ZodType<Passkey> = z.object({
  id,
  name: z.string(),
  createdAt: time,
  usedAt: time.optional(),
});
