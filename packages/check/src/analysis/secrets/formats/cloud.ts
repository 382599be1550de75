import { format, type TokenFormat } from '../format.ts';

const critical = { severity: 'critical' } as const;

/** Tokens of clouds, hosts and what runs on them. */
export const cloudFormats: readonly TokenFormat[] = [
  format('aws-access-key-id', 'AWS access key id', [
    'AKIA{U16}',
    'ASIA{U16}',
    'ABIA{U16}',
    'ACCA{U16}',
    'A3T{U17}',
  ]),
  format('aws-bedrock-key', 'AWS Bedrock API key', 'ABSKQmVkcm9ja0FQSUtleS{e80-300}', critical),
  format('azure-ad-secret', 'Azure AD client secret', '{t3}{d1}Q~{t31-34}', critical),
  format(
    'azure-storage-key',
    'Azure storage account key',
    ['AccountKey={B86}==', '{B76}+ASt{B6}=='],
    critical,
  ),
  format('azure-cosmos-key', 'Azure Cosmos DB key', '{B76}ACDb{B6}==', critical),
  format('azure-bus-key', 'Azure Service Bus or Event Hub key', [
    'SharedAccessKey={B43}=',
    '{B33}+ASb{B7}=',
    '{B33}+AEh{B7}=',
  ]),
  format('azure-devops-token', 'Azure DevOps token', '{A52}JQQJ99{A18}AZDO{A4}'),
  format('azure-registry-key', 'Azure container registry key', '{B42}+ACR{B6}'),
  // Browsers and apps of users get these: they are held to sites, or they should be.
  format('google-api-key', 'Google API key', 'AIza{b35}', { severity: 'medium' }),
  format('google-oauth-token', 'Google OAuth access token', 'ya29.{v60-400}'),
  format('google-client-secret', 'Google OAuth client secret', 'GOCSPX-{b28}'),
  format('firebase-server-key', 'Firebase messaging server key', 'AAAA{b7}:{b140}'),
  format(
    'digitalocean-token',
    'DigitalOcean token',
    ['dop_v1_{h64}', 'doo_v1_{h64}', 'dor_v1_{h64}'],
    critical,
  ),
  format('heroku-key', 'Heroku API key', ['HRKU-AA{b58}', 'HRKU-{h8}-{h4}-{h4}-{h4}-{h12}']),
  format('fly-token', 'Fly.io token', ['fo1_{b43}', 'fm2_{e100-2000}']),
  format('vercel-token', 'Vercel token', [
    'vcp_{A24-64}',
    'vci_{A24-64}',
    'vca_{A24-64}',
    'vcr_{A24-64}',
    'vck_{A24-64}',
  ]),
  format('netlify-token', 'Netlify token', ['nfp_{b36}', 'nfc_{b36}', 'nfo_{b36}', 'nfu_{b36}']),
  format('render-key', 'Render API key', 'rnd_{A28-32}'),
  format('cloudflare-token', 'Cloudflare API token', [
    'cfat_{A40}{h8}',
    'cfut_{A40}{h8}',
    'cfk_{A40}{h8}',
  ]),
  format('cloudflare-origin-key', 'Cloudflare origin CA key', 'v1.0-{h24}-{h146}'),
  format('alibaba-key-id', 'Alibaba Cloud access key id', 'LTAI{A17-21}'),
  format('tencent-key-id', 'Tencent Cloud secret id', 'AKID{A32}'),
  format('yandex-key', 'Yandex Cloud key', ['AQVN{b35-38}', 'YCAJE{b20}', 'YCN{b33}']),
  format('yandex-token', 'Yandex IAM token', 't1.{b60-400}.{b86}'),
  format('scaleway-key-id', 'Scaleway access key', 'SCW{U17}', { severity: 'medium' }),
  format('oracle-idcs-secret', 'Oracle IDCS client secret', 'idcscs-{h8}-{h4}-{h4}-{h4}-{h12}'),
  format(
    'planetscale-token',
    'PlanetScale token or password',
    ['pscale_tkn_{v32-64}', 'pscale_oauth_{v32-64}', 'pscale_pw_{v32-64}'],
    critical,
  ),
  format('neon-key', 'Neon API key', 'napi_{a64}'),
  format(
    'supabase-key',
    'Supabase secret key or token',
    ['sb_secret_{b31}', 'sbp_{h40}'],
    critical,
  ),
  format('mongodb-atlas-secret', 'MongoDB Atlas service account secret', 'mdb_sa_sk_{b40}'),
  format('databricks-token', 'Databricks token', ['dapi{H32}', 'dapi{H32}-{d1}', 'dkea{H32}']),
  format('aiven-token', 'Aiven token', 'aivenv1{e340-400}'),
  format('tailscale-key', 'Tailscale key', [
    'tskey-auth-{A11-32}-{A20-48}',
    'tskey-api-{A11-32}-{A20-48}',
    'tskey-client-{A11-32}-{A20-48}',
    'tskey-scim-{A11-32}-{A20-48}',
    'tskey-webhook-{A11-32}-{A20-48}',
    'tskey-{a3-16}-{A11-32}-{A20-48}',
  ]),
];
