import { cameBack, providerBody, send } from './personal-samples.ts';
import { CasePasskey } from '../../packages/watch/src/people/case-passkey.ts';
import type { PasskeyCreation } from '../../packages/watch/src/people/passkey-answers.ts';
import type { SeededConsole } from './seeded-console.ts';

/** Names that a provider says of people, addresses that it claims, and groups that give no role. */
export async function enterThroughProvider(
  seed: SeededConsole,
  texts: readonly string[],
): Promise<void> {
  for (const [index, text] of texts.entries()) {
    await seed.forgive();
    const account = `hostile-${index}`;
    // Every third is refused for its address, so that the refusal is written down.
    const email = index % 3 === 0 ? text : `${account}@example.com`;
    const claims = { email, email_verified: true, name: text, groups: [text] };
    seed.provider.accounts.set(account, claims);
    await send(seed, '/api/v1/session/provider', await cameBack(seed, account));
  }
}

/** Settings of a provider with the text wherever one is taken. */
export async function labelProvider(seed: SeededConsole, text: string): Promise<boolean> {
  const base = providerBody(seed) as { rules: object };
  const rules = {
    ...base.rules,
    groupsClaim: text,
    groupRoles: [{ group: text, role: 'viewer' }],
    factorValues: [text],
  };
  const body = { ...base, label: text, clientId: text, clientSecret: 'of no use', rules };
  return (await seed.client.raw('PUT', '/api/v1/sign-in-provider', body)).ok;
}

export const providerFields: readonly string[] = [
  'label',
  'clientId',
  'rules.groupsClaim',
  'rules.groupRoles.group',
  'rules.factorValues',
].map((field) => `setSignInProvider.${field}`);

/** Passkeys of Ada, named so. */
export async function namePasskeys(seed: SeededConsole, texts: readonly string[]): Promise<void> {
  const path = '/api/v1/session/passkeys';
  for (const text of texts) {
    await seed.forgive();
    const proof = { password: 'correct horse battery' };
    const begun = await seed.client.call<PasskeyCreation>('POST', `${path}/challenge`, { proof });
    const passkey = new CasePasskey(seed.url.replace('127.0.0.1', 'localhost')).create(begun);
    await seed.client.call('POST', path, { name: text, passkey });
  }
}
