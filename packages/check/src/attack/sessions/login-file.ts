import { isSensitiveKey } from '@castellan/core';
import * as z from 'zod';

const values = z.record(z.string(), z.json());

const signIn = z
  .object({
    method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
    path: z.string().startsWith('/', 'is a path of the app, such as /login'),
    json: values.exactOptional(),
    form: z.record(z.string(), z.string()).exactOptional(),
    headers: z.record(z.string(), z.string()).default({}),
  })
  .strict();

const file = z
  .object({
    first: signIn,
    second: signIn.exactOptional(),
    /** Where in a JSON answer the token stands that is sent as `Authorization: Bearer`. */
    token: z.string().exactOptional(),
  })
  .strict();

/** How somebody signs in to the app. */
export interface SignIn {
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly path: string;
  readonly json?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** How one or two users sign in. */
export interface LoginFile {
  readonly first: SignIn;
  readonly second?: SignIn;
  readonly token?: string;
}

/** Reads the file of `--login`. Throws, saying what is wrong with it. */
export function parseLoginFile(text: string): LoginFile {
  const result = file.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new Error(z.prettifyError(result.error).replaceAll(/\s*\n\s*/g, ' '));
}

const leastIdentity = 5;

/** Words by which the first user is known: what they sign in with, but for what they keep to themselves. */
export function identityIn(login: LoginFile | undefined): readonly string[] {
  const { json = {}, form = {} } = login?.first ?? {};
  return Object.entries({ ...json, ...form }).flatMap(([name, value]) =>
    typeof value === 'string' && value.length >= leastIdentity && !isSensitiveKey(name)
      ? [value]
      : [],
  );
}
