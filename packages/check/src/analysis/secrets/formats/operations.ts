import { format, type TokenFormat } from '../format.ts';

const critical = { severity: 'critical' } as const;

/** Tokens of vaults, monitoring and alerting. */
export const operationsFormats: readonly TokenFormat[] = [
  format(
    'vault-token',
    'HashiCorp Vault token',
    ['hvs.{b80-250}', 'hvb.{b80-300}', 'hvr.{b80-250}'],
    critical,
  ),
  format('onepassword-token', '1Password service account token', 'ops_eyJ{e240-2000}', critical),
  format('onepassword-secret-key', '1Password secret key', 'A3-{U6}-{U6}-{U5}-{U5}-{U5}', critical),
  format('age-key', 'age private key', 'AGE-SECRET-KEY-1{K58}', critical),
  format(
    'doppler-token',
    'Doppler token',
    [
      'dp.pt.{A40-44}',
      'dp.ct.{A40-44}',
      'dp.sa.{A40-44}',
      'dp.scim.{A40-44}',
      'dp.audit.{A40-44}',
      'dp.st.{b2-35}.{A40-44}',
    ],
    critical,
  ),
  format('infisical-token', 'Infisical service token', 'st.{h24}.{h32}.{h32}', critical),
  format('grafana-token', 'Grafana token', ['glc_{e32-400}', 'glsa_{A32}_{H8}'], {
    severity: 'high',
  }),
  format('sentry-token', 'Sentry token', ['sntryu_{h64}', 'sntrys_eyJ{e100-400}']),
  format('newrelic-key', 'New Relic key', ['NRAK-{U27}', 'NRII-{b32}', 'NRIQ-{b32}', 'NRRA-{h42}']),
  format('dynatrace-token', 'Dynatrace token', ['dt0c01.{U24}.{U64}', 'dt0s01.{U8}.{U64}']),
  format('honeycomb-key', 'Honeycomb key', ['hcaik_{a58}', 'hcamk_{a58}']),
  format('rootly-key', 'Rootly API key', 'rootly_{h64}'),
  format('defined-key', 'Defined Networking key', 'dnkey-{a26}-{a52}'),
  format('pagerduty-key', 'PagerDuty API key', 'u+{b18}', { isAmbiguous: true }),
  format(
    'dotenvx-key',
    'dotenvx private key',
    ['DOTENV_PRIVATE_KEY={H64}', 'DOTENV_PRIVATE_KEY="{H64}"'],
    critical,
  ),
  format('snyk-token', 'Snyk token', 'snyk_uat.{h8}.{b100-400}'),
  format(
    'npmrc-token',
    'npm registry token',
    [
      '//{v4-100}/:_authToken={h8}-{h4}-{h4}-{h4}-{h12}',
      '//{v4-100}/:_authToken= {h8}-{h4}-{h4}-{h4}-{h12}',
    ],
    critical,
  ),
];
