import { type Role, roles } from '../people/roles.ts';
import { claimAt, type Identity, textsIn } from './identity.ts';
import { google, type ProviderRules } from './provider.ts';

/** Providers count whole seconds, and may be a little late with their answer. */
const slackSeconds = 5;

/** Why the address is not taken for theirs; `undefined` when it is. */
export function addressProblem(
  { email, isEmailVerified, issuer, claims }: Identity,
  { trustsAddresses }: Pick<ProviderRules, 'trustsAddresses'>,
): string | undefined {
  if (email === undefined) return 'gave no e-mail address of yours';
  if (isEmailVerified === false) return 'says that your e-mail address is not verified';
  if (isEmailVerified === undefined && !trustsAddresses) {
    return 'does not say whether your e-mail address is verified';
  }
  // Google names the organisation; without it, anybody may have made the account of this address.
  if (issuer === google && claims['hd'] !== domainOf(email)) {
    return 'says that your account belongs to no organisation';
  }
  return undefined;
}

/** Whether the rules let in people with this address who are not here yet. */
export function isAdmitted(
  email: string,
  { admits, domains }: Pick<ProviderRules, 'admits' | 'domains'>,
): boolean {
  return admits === 'domains' && domains.includes(domainOf(email));
}

/** The most that one of their groups gives, or what the rules give otherwise; `undefined` to refuse them. */
export function roleFrom(
  { claims }: Pick<Identity, 'claims'>,
  { groupsClaim, groupRoles, otherwise }: ProviderRules,
): Role | undefined {
  const groups = new Set(groupsClaim === '' ? [] : textsIn(claimAt(claims, groupsClaim)));
  const given = groupRoles.filter(({ group }) => groups.has(group)).map(({ role }) => role);
  return roles.find((role) => given.includes(role)) ?? otherwise;
}

/** Whether the provider says that it asked for a second factor too. */
export function hasFactor(
  { claims }: Pick<Identity, 'claims'>,
  { factorValues }: Pick<ProviderRules, 'factorValues'>,
): boolean {
  const said = [...textsIn(claims['amr']), ...textsIn(claims['acr'])];
  return said.some((value) => factorValues.includes(value));
}

/**
 * Whether they signed in there anew since they were sent there, so many seconds ago: by the provider’s
 * own clock, which tells when it did both. Google tells nothing of it; there the choice of the account stands for it.
 */
export function isAnew(
  { claims, issuer }: Pick<Identity, 'claims' | 'issuer'>,
  secondsAgo: number,
): boolean {
  const { auth_time: signedIn, iat: told } = claims as { auth_time?: unknown; iat?: unknown };
  if (typeof signedIn !== 'number') return issuer === google;
  return typeof told === 'number' && told - signedIn <= secondsAgo + slackSeconds;
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
