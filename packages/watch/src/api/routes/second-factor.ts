import * as z from 'zod';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from '../../people/second-factor.ts';
import {
  secondFactorRule,
  type SecondFactorRule,
  secondFactorRules,
  setSecondFactorRule,
} from '../../people/second-factor-rule.ts';
import { ApiError } from '../http/api-error.ts';
import { limitGuesses } from '../http/limit-guesses.ts';
import { requireProof } from '../http/require-proof.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { renew } from '../http/sign-in.ts';
import { byId } from '../schemas/parts.ts';
import { proof } from '../schemas/passkey.ts';

const ruleSchema: z.ZodType<{ for: SecondFactorRule }> = z.object({
  for: z.enum(secondFactorRules),
});

export const secondFactorRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/session/second-factor',
    operation: 'beginSecondFactor',
    summary:
      'Begins a second factor: a secret for an authenticator app, in force once a code of it is given',
    access: 'manage own account',
    body: proof,
    status: 201,
    result: z.object({ secret: z.string(), uri: z.string() }),
    async handle({ c, console, asker, body }) {
      await requireProof(c, console, asker, body);
      return beginSecondFactor(console.store, asker);
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/session/second-factor',
    operation: 'confirmSecondFactor',
    summary:
      'Puts the second factor in force; gives recovery codes, each of which works once. Shown once',
    access: 'manage own account',
    body: z.object({ code: z.string().max(20) }),
    result: z.object({ recoveryCodes: z.array(z.string()) }),
    async handle({ c, console, asker, body }) {
      const { store } = console;
      await limitGuesses(store, asker);
      const codes = await confirmSecondFactor(store, asker, body.code.trim());
      if (codes === undefined) throw new ApiError('wrong_credentials', 'The code is wrong.');
      await renew(c, console);
      return { recoveryCodes: [...codes] };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/second-factor-rule',
    operation: 'getSecondFactorRule',
    summary: 'Who must have a second factor',
    access: 'manage people',
    result: ruleSchema,
    handle: async ({ console: { store } }) => ({ for: await secondFactorRule(store) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/second-factor-rule',
    operation: 'setSecondFactorRule',
    summary: 'Says who must have a second factor; owners always must',
    access: 'manage people',
    body: ruleSchema,
    async handle({ console: { store }, asker, body }) {
      await setSecondFactorRule(store, asker, body.for);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/people/{id}/second-factor',
    operation: 'removeSecondFactor',
    summary: 'Takes the second factor of a person away who has lost it, passkeys too',
    access: 'manage people',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await removeSecondFactor(store, asker, params.id)) return undefined;
      throw new ApiError('not_found', 'There is no such person with a second factor.');
    },
  }),
];
