import * as z from 'zod';
import { clearAttempts } from '../../people/attempts.ts';
import { record } from '../../people/audit.ts';
import { checkSecondFactor } from '../../people/second-factor.ts';
import { proofsOf } from '../../people/sessions.ts';
import { usePasskey } from '../../people/use-passkey.ts';
import { takeAttempt, whoOwesFactor } from '../../providers/attempts.ts';
import { listLinks, unlink } from '../../providers/links.ts';
import { providerInUse } from '../../providers/provider-settings.ts';
import { ApiError } from '../http/api-error.ts';
import { addressOf } from '../http/client.ts';
import { comeBack } from '../http/come-back.ts';
import { idOf } from '../http/id-of.ts';
import { limitChallenges, requireSession, signInUse } from '../http/passkey-use.ts';
import { iso } from '../http/paging.ts';
import { refuse, sendToProvider } from '../http/provider-use.ts';
import { requireProof } from '../http/require-proof.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { providerSecretOf } from '../http/session-cookie.ts';
import { limitSignIn, signIn } from '../http/sign-in.ts';
import { byId } from '../schemas/parts.ts';
import { passkeyAnswer, proof } from '../schemas/passkey.ts';
import { ownProviderSchema, providerReturn, returnOutcomeSchema } from '../schemas/provider.ts';

const path = '/api/v1/session/provider';
const destination = z.object({ url: z.string().describe('Where the browser is to go.') });

export const providerSessionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path,
    operation: 'getSignInButton',
    summary: 'What stands on the button of the sign-in provider, where there is one',
    access: 'anyone',
    result: z.object({ label: z.string().optional() }),
    async handle({ console: { store } }) {
      const provider = await providerInUse(store);
      return { ...(provider && { label: provider.label }) };
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/begin`,
    operation: 'beginProviderSignIn',
    summary: 'Where to sign in at the provider; good for ten minutes, once, in this browser',
    access: 'anyone',
    query: z.object({
      again: z
        .literal('yes')
        .optional()
        .describe('They sign in there anew, as somebody else, say.'),
    }),
    status: 201,
    result: destination,
    async handle({ c, console, query }) {
      await limitChallenges(c, console);
      const attempt = { purpose: 'sign in', personId: undefined } as const;
      return sendToProvider(c, console, attempt, query.again === 'yes');
    },
  }),
  defineRoute({
    method: 'post',
    path,
    operation: 'comeBackFromProvider',
    summary: 'Ends a sign-in, a link or a confirmation with the code that the provider gave',
    access: 'anyone',
    body: providerReturn,
    result: returnOutcomeSchema,
    async handle({ c, console, body }) {
      await limitSignIn(c, console);
      return comeBack(c, console, body);
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/second-factor`,
    operation: 'giveFactorAfterProvider',
    summary: 'Signs in whoever came through the provider, with their second factor here',
    access: 'anyone',
    body: z.object({
      ticket: z.string().min(1).max(100),
      code: z.string().max(40).optional(),
      passkey: passkeyAnswer.optional().describe('Instead of the code.'),
    }),
    async handle({ c, console, body: { ticket, code, passkey } }) {
      const { store, publicUrl } = console;
      const holder = providerSecretOf(c, publicUrl) ?? '';
      const owing = await whoOwesFactor(store, ticket, holder);
      const key = await limitSignIn(c, console, owing);
      const provider = await providerInUse(store);
      if (owing === undefined || provider === undefined) {
        const words = 'This took too long, or was begun in another browser: begin again.';
        return refuse(c, console, { provider, problem: 'no second factor is owed', words });
      }
      const isRight =
        passkey === undefined
          ? (await checkSecondFactor(store, owing, code ?? '')) !== 'wrong'
          : (await usePasskey(store, passkey, signInUse(c, console)))?.id === owing;
      const { name } = await store
        .selectFrom('people')
        .select('name')
        .where('id', '=', owing)
        .executeTakeFirstOrThrow();
      const actor = { kind: 'person', id: owing, name, address: addressOf(c, console) } as const;
      if (!isRight) {
        const problem = 'the second factor is wrong';
        await record(store, actor, 'sign-in failed', name, { by: 'provider', problem });
        throw new ApiError('wrong_credentials', 'The second factor is wrong.');
      }
      // Once: of two who give it at the same time one comes in.
      if ((await takeAttempt(store, ticket, holder)) === undefined) {
        throw new ApiError('wrong_credentials', 'This is done already.');
      }
      await clearAttempts(store, key);
      await signIn(c, console, owing, { hasFactor: false });
      await record(store, actor, 'sign in', name, { by: 'provider' });
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: `${path}/links`,
    operation: 'getOwnProvider',
    summary: 'One’s own accounts at the provider, and how one can confirm a change',
    access: 'manage own account',
    result: ownProviderSchema,
    async handle({ c, console, asker }) {
      const { store } = console;
      const proofs = await proofsOf(store, requireSession(c, console, asker));
      const provider = await providerInUse(store);
      const links = await listLinks(store, asker.id);
      return {
        ...(provider && { label: provider.label }),
        ...proofs,
        items: links.map(({ createdAt, usedAt, ...rest }) => ({
          ...rest,
          createdAt: createdAt.toISOString(),
          ...iso('usedAt', usedAt),
          isInUse: rest.issuer === provider?.issuer,
        })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/links`,
    operation: 'beginProviderLink',
    summary: 'Where to sign in at the provider to link that account; asks for password or passkey',
    access: 'manage own account',
    body: z.object({ proof }),
    status: 201,
    result: destination,
    async handle({ c, console, asker, body }) {
      await requireProof(c, console, asker, body.proof);
      return sendToProvider(c, console, { purpose: 'link', personId: asker.id });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/confirmation`,
    operation: 'beginProviderConfirmation',
    summary: 'Where to sign in at the provider again, to confirm changes of one’s own account',
    access: 'manage own account',
    status: 201,
    result: destination,
    async handle({ c, console, asker }) {
      requireSession(c, console, asker);
      await limitChallenges(c, console);
      return sendToProvider(c, console, { purpose: 'confirm', personId: asker.id });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/links/{id}/remove`,
    operation: 'unlinkProvider',
    summary: 'Takes one of one’s own links away; asks for the password or a passkey',
    access: 'manage own account',
    params: byId,
    body: z.object({ proof }),
    async handle({ c, console, asker, params, body }) {
      await requireProof(c, console, asker, body.proof);
      idOf(
        await unlink(console.store, asker, params.id),
        () => new ApiError('not_found', 'You have no such link.'),
      );
      return undefined;
    },
  }),
];
