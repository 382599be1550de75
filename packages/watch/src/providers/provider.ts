import type { Role } from '../people/roles.ts';

/** Differs from others in two ways; see who imports this. */
export const google = 'https://accounts.google.com';

/** Whom the provider may bring in who is not there yet. */
export const admissions = ['invited', 'domains'] as const;
export type Admission = (typeof admissions)[number];

/** Who may still sign in without the provider once they came through it. Owners always may. */
export const otherWays = ['everybody', 'owners'] as const;
export type OtherWays = (typeof otherWays)[number];

interface GroupRole {
  group: string;
  role: Role;
}

/** Who comes in through the provider, and as what. */
export interface ProviderRules {
  admits: Admission;
  /** Of the addresses that it may bring in, where it admits by domain. */
  domains: string[];
  /** The claim with a person's groups; empty: roles are not the provider's. */
  groupsClaim: string;
  groupRoles: GroupRole[];
  /** Of whoever has none of these groups; absent: they are refused. */
  otherwise?: Role | undefined;
  /** Scopes beside `openid profile email`. */
  extraScopes: string[];
  /** Values of `amr` or `acr` that tell of a second factor; none: it does not count. */
  factorValues: string[];
  /** It vouches for addresses also where it does not say that they are verified. */
  trustsAddresses: boolean;
  otherWays: OtherWays;
}

/** The team's OpenID provider, as an owner set it. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  /** What stands on the button. */
  readonly label: string;
  readonly isOn: boolean;
  readonly rules: ProviderRules;
}

/** With what watch shows the provider that it is watch. */
export interface ProviderAccess extends Pick<Provider, 'issuer' | 'clientId'> {
  readonly clientSecret: string | undefined;
}

/** One spelling of an issuer, by which it is known again: a slash after a bare host means nothing. */
export function issuerName(issuer: string): string {
  const url = URL.parse(issuer.trim());
  return url?.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : issuer.trim();
}
