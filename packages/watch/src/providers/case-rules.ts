import type { ProviderRules } from './provider.ts';

/** Rules that admit who was invited, and ask nothing more. */
export const invitedOnly: ProviderRules = {
  admits: 'invited',
  domains: [],
  groupsClaim: '',
  groupRoles: [],
  extraScopes: [],
  factorValues: [],
  trustsAddresses: false,
  otherWays: 'everybody',
};

/** Rules that admit everybody of example.com, as a viewer. */
export const everybodyOfExample: ProviderRules = {
  ...invitedOnly,
  admits: 'domains',
  domains: ['example.com'],
  otherwise: 'viewer',
};
