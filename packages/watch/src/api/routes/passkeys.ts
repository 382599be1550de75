import * as z from 'zod';
import { record } from '../../people/audit.ts';
import { addPasskey, beginPasskey, listPasskeys, removePasskey } from '../../people/passkeys.ts';
import { relyingPartyOf } from '../../people/relying-party.ts';
import { askPasskey, usePasskey } from '../../people/use-passkey.ts';
import { ApiError } from '../http/api-error.ts';
import { addressOf } from '../http/client.ts';
import { idOf } from '../http/id-of.ts';
import { limitGuesses } from '../http/limit-guesses.ts';
import { iso } from '../http/paging.ts';
import {
  limitChallenges,
  markAsker,
  requireParty,
  requireSession,
  signInUse,
} from '../http/passkey-use.ts';
import { requireProof } from '../http/require-proof.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { limitSignIn, renew, signIn } from '../http/sign-in.ts';
import { byId, id, shortText, whole } from '../schemas/parts.ts';
import {
  newPasskeyAnswer,
  passkeyAnswer,
  passkeyCreation,
  passkeyRequest,
  passkeySchema,
  proof,
} from '../schemas/passkey.ts';

const path = '/api/v1/session/passkeys';

export const passkeyRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/session/passkey/challenge',
    operation: 'askPasskey',
    summary: 'What a browser is to ask a passkey for, to sign in; good for five minutes, and once',
    access: 'anyone',
    status: 201,
    result: passkeyRequest,
    async handle({ c, console }) {
      await limitChallenges(c, console);
      const party = requireParty(console);
      const holder = markAsker(c, console);
      return askPasskey(console.store, { purpose: 'sign in', holder, party });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/session/passkey',
    operation: 'signInByPasskey',
    summary: 'Signs in with a passkey alone, which counts as both factors; sets the session cookie',
    access: 'anyone',
    body: z.object({ passkey: passkeyAnswer }),
    async handle({ c, console, body }) {
      await limitSignIn(c, console);
      const { store } = console;
      const person = await usePasskey(store, body.passkey, signInUse(c, console));
      const address = addressOf(c, console);
      if (person === undefined) {
        const nobody = { kind: 'nobody', id: undefined, name: 'a passkey', address } as const;
        await record(store, nobody, 'sign-in failed', 'a passkey');
        throw new ApiError('wrong_credentials', 'This passkey does not sign in here.');
      }
      await signIn(c, console, person.id);
      const by = { by: 'passkey' };
      await record(store, { kind: 'person', ...person, address }, 'sign in', person.name, by);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path,
    operation: 'listPasskeys',
    summary: 'One’s own passkeys, and whether more can be made for this console',
    access: 'manage own account',
    result: whole(passkeySchema).and(z.object({ canAdd: z.boolean() })),
    async handle({ console: { store, publicUrl }, asker }) {
      const items = await listPasskeys(store, asker.id);
      return {
        canAdd: relyingPartyOf(publicUrl) !== undefined,
        items: items.map(({ createdAt, usedAt, ...rest }) => ({
          ...rest,
          createdAt: createdAt.toISOString(),
          ...iso('usedAt', usedAt),
        })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/confirmation`,
    operation: 'askOwnPasskey',
    summary: 'What a browser is to ask one’s own passkey for, to confirm a change of the account',
    access: 'manage own account',
    status: 201,
    result: passkeyRequest,
    async handle({ c, console, asker }) {
      const holder = requireSession(c, console, asker);
      await limitChallenges(c, console);
      return askPasskey(console.store, {
        purpose: 'confirm',
        holder,
        party: requireParty(console),
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/challenge`,
    operation: 'beginPasskey',
    summary: 'What a browser is to make a passkey of; asks for the password or another passkey',
    access: 'manage own account',
    body: z.object({ proof }),
    status: 201,
    result: passkeyCreation,
    async handle({ c, console, asker, body }) {
      const holder = await requireProof(c, console, asker, body.proof);
      return beginPasskey(console.store, asker, holder, requireParty(console));
    },
  }),
  defineRoute({
    method: 'post',
    path,
    operation: 'addPasskey',
    summary: 'Puts a new passkey in force; gives recovery codes to whoever had none. Shown once',
    access: 'manage own account',
    body: z.object({ name: shortText, passkey: newPasskeyAnswer }),
    status: 201,
    result: z.object({ id, recoveryCodes: z.array(z.string()).optional() }),
    async handle({ c, console, asker, body: { name, passkey: answer } }) {
      const holder = requireSession(c, console, asker);
      await limitGuesses(console.store, asker);
      const party = requireParty(console);
      const made = await addPasskey(console.store, asker, { name, answer }, { holder, party });
      const notRight = new ApiError('wrong_credentials', 'This is not the passkey asked for.');
      const added = idOf(made, () => notRight);
      await renew(c, console);
      const codes = made?.recoveryCodes;
      return { id: added, ...(codes && { recoveryCodes: [...codes] }) };
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/{id}/remove`,
    operation: 'removePasskey',
    summary: 'Takes one of one’s own passkeys away; asks for the password or a passkey',
    access: 'manage own account',
    params: byId,
    body: z.object({ proof }),
    async handle({ c, console, asker, params, body }) {
      await requireProof(c, console, asker, body.proof);
      if (await removePasskey(console.store, asker, params.id)) return undefined;
      throw new ApiError('not_found', 'You have no such passkey.');
    },
  }),
];
