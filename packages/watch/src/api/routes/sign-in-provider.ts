import { record } from '../../people/audit.ts';
import { checkProvider } from '../../providers/check-provider.ts';
import { issuerName } from '../../providers/provider.ts';
import { problemIn } from '../../providers/provider-problem.ts';
import {
  accessAfter,
  findProvider,
  removeProvider,
  saveProvider,
} from '../../providers/provider-settings.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { redirectUriOf } from '../http/provider-use.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { givenProvider, providerCheckSchema, signInProviderSchema } from '../schemas/provider.ts';

const path = '/api/v1/sign-in-provider';
const notFound = (): ApiError => new ApiError('not_found', 'There is no sign-in provider.');

export const signInProviderRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path,
    operation: 'getSignInProvider',
    summary: 'The team’s OpenID provider, without its secret, and the redirect URI for it',
    access: 'manage people',
    result: signInProviderSchema,
    async handle({ console }) {
      const provider = await findProvider(console.store);
      return { ...(provider && { provider }), redirectUri: redirectUriOf(console) };
    },
  }),
  defineRoute({
    method: 'put',
    path,
    operation: 'setSignInProvider',
    summary: 'Sets the OpenID provider through which people sign in, and who may',
    access: 'manage people',
    needsAllApps: true,
    body: givenProvider,
    async handle({ console: { store, alerts }, asker, body }) {
      const given = { ...body, issuer: issuerName(body.issuer) };
      idOf(await saveProvider(store, alerts.vault, asker, given), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path,
    operation: 'removeSignInProvider',
    summary: 'Takes the provider away; people sign in by password or passkey',
    access: 'manage people',
    needsAllApps: true,
    async handle({ console: { store }, asker }) {
      if (await removeProvider(store, asker)) return undefined;
      throw notFound();
    },
  }),
  defineRoute({
    method: 'post',
    path: `${path}/test`,
    operation: 'testSignInProvider',
    summary: 'Looks at a provider before it is saved, and tells what is wrong',
    access: 'manage people',
    needsAllApps: true,
    body: givenProvider,
    result: providerCheckSchema,
    async handle({ console, asker, body }) {
      const { store, alerts } = console;
      const given = { ...body, issuer: issuerName(body.issuer) };
      const problem = problemIn(given);
      const access = await accessAfter(store, alerts.vault, given);
      const unfit = problem ?? ('problem' in access ? access.problem : undefined);
      if (unfit !== undefined || 'problem' in access) {
        return { isReady: false, problems: [unfit ?? ''], seen: [] };
      }
      const { problems, seen } = await checkProvider(
        console.provider,
        access,
        redirectUriOf(console),
      );
      const isReady = problems.length === 0;
      await record(store, asker, 'test sign-in provider', given.issuer, { isReady, problems });
      return { isReady, problems: [...problems], seen: [...seen] };
    },
  }),
];
