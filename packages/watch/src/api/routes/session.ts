import * as z from 'zod';
import { clearAttempts } from '../../people/attempts.ts';
import { record } from '../../people/audit.ts';
import { authenticate, hasPeople } from '../../people/people.ts';
import type { Principal } from '../../people/principal.ts';
import { checkSecondFactor } from '../../people/second-factor.ts';
import { closeSession } from '../../people/sessions.ts';
import { setUp } from '../../people/set-up.ts';
import { newSignInLink, takeSignInLink } from '../../people/sign-in-links.ts';
import { usePasskey } from '../../people/use-passkey.ts';
import { ApiError } from '../http/api-error.ts';
import { addressOf } from '../http/client.ts';
import { signInUse } from '../http/passkey-use.ts';
import { iso } from '../http/paging.ts';
import { requireProof } from '../http/require-proof.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { clearSession, sessionSecretOf } from '../http/session-cookie.ts';
import { limitSignIn, signIn } from '../http/sign-in.ts';
import { passkeyAnswer, proof } from '../schemas/passkey.ts';
import { email, type Me, meSchema, password } from '../schemas/person.ts';
import { shortText, time } from '../schemas/parts.ts';

export const sessionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/setup',
    operation: 'needsSetUp',
    summary: 'Whether the first person is still to be made',
    access: 'anyone',
    result: z.object({ isNeeded: z.boolean() }),
    async handle({ console: { store } }) {
      return { isNeeded: !(await hasPeople(store)) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/setup',
    operation: 'setUp',
    summary: 'Makes the first person, an owner, of whoever has the link from the terminal',
    access: 'anyone',
    body: z.object({ secret: z.string().max(100), email, name: shortText, password }),
    status: 201,
    result: meSchema,
    async handle({ c, console, body: { secret, ...person } }) {
      await limitSignIn(c, console);
      const address = addressOf(c, console);
      const id = await setUp(console.store, secret, person, address);
      if (id === undefined) {
        throw new ApiError(
          'not_allowed',
          'This link is not valid any more; start watch again for a new one.',
        );
      }
      await signIn(c, console, id);
      return { kind: 'person', id, name: person.name, role: 'owner' } as const;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/session',
    operation: 'signIn',
    summary:
      'Signs in with address, password and, where there is one, the second factor; sets the session cookie',
    access: 'anyone',
    body: z.object({
      email,
      password: z.string().min(1).max(256),
      code: z.string().max(40).optional().describe('Of the second factor, or a recovery code.'),
      passkey: passkeyAnswer.optional().describe('A passkey of theirs, instead of the code.'),
    }),
    async handle({ c, console, body }) {
      const key = await limitSignIn(c, console, body.email);
      const { store } = console;
      const person = await authenticate(store, body.email, body.password);
      const address = addressOf(c, console);
      let factor: Awaited<ReturnType<typeof checkSecondFactor>> = 'wrong';
      if (person !== undefined && body.passkey !== undefined) {
        const holder = await usePasskey(store, body.passkey, signInUse(c, console));
        if (holder?.id === person.id) factor = 'right';
      } else if (person !== undefined) {
        factor = await checkSecondFactor(store, person.id, body.code);
      }
      if (factor === 'missing') {
        throw new ApiError('code_needed', 'The second factor is needed: a code or a passkey.');
      }
      if (person === undefined || factor === 'wrong') {
        const nobody = { kind: 'nobody', id: undefined, name: body.email, address } as const;
        await record(store, nobody, 'sign-in failed', body.email);
        throw new ApiError('wrong_credentials', 'Address, password or second factor is wrong.');
      }
      await clearAttempts(store, key);
      await signIn(c, console, person.id);
      const { id, name } = person;
      await record(store, { kind: 'person', id, name, address } as const, 'sign in', name);
      return undefined;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/session/link',
    operation: 'makeSignInLink',
    summary: 'Makes a link that signs its maker in on another device: within the hour, and once',
    access: 'manage own account',
    // So that a stolen session does not outlive itself by this.
    body: z.object({ proof }),
    status: 201,
    result: z.object({ url: z.url(), endsAt: time }),
    async handle({ c, console, asker, body }) {
      await requireProof(c, console, asker, body.proof);
      const { store, publicUrl } = console;
      const made = await newSignInLink(store, asker);
      // After the `#`, where no server and no proxy sees it.
      const url = `${publicUrl.origin}/sign-in/link#${made.secret}`;
      return { url, endsAt: made.endsAt.toISOString() };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/session/by-link',
    operation: 'signInByLink',
    summary: 'Signs in whoever made the link; sets the session cookie',
    access: 'anyone',
    body: z.object({ secret: z.string().max(100) }),
    result: meSchema,
    async handle({ c, console, body }) {
      await limitSignIn(c, console);
      const person = await takeSignInLink(console.store, body.secret, addressOf(c, console));
      if (person === undefined) {
        throw new ApiError('not_allowed', 'This link is not valid any more: it works once.');
      }
      await signIn(c, console, person.id);
      return showMe(person);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/session',
    operation: 'getMe',
    summary: 'Who is signed in',
    access: 'manage own account',
    result: meSchema,
    handle: ({ asker }) => Promise.resolve(showMe(asker)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/session',
    operation: 'signOut',
    summary: 'Ends the session',
    access: 'manage own account',
    async handle({ c, console: { store, publicUrl }, asker }) {
      const secret = sessionSecretOf(c, publicUrl);
      if (secret !== undefined) await closeSession(store, secret);
      clearSession(c, publicUrl);
      await record(store, asker, 'sign out', asker.name);
      return undefined;
    },
  }),
];

function showMe({ kind, id, name, role, apps, secondFactor, secondFactorDueAt }: Principal): Me {
  return {
    kind,
    id,
    name,
    role,
    ...(apps && { apps: [...apps] }),
    ...(secondFactor && { secondFactor }),
    ...iso('secondFactorDueAt', secondFactorDueAt),
  };
}
