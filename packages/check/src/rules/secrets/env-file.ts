import { addressSecretsIn } from '../../analysis/secrets/addresses.ts';
import { isPlaceholder } from '../../analysis/secrets/placeholder.ts';
import { looksRandom } from '../../analysis/secrets/rarity.ts';
import type { EnvironmentFile } from '../../evidence/collectors/environment-files.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** No environment file with values is under version control. */
export const rule: Rule = defineRule({
  id: 'secrets/env-file',
  practice: 'C12',
  severity: 'high',
  confidence: 'likely',
  cwe: 538,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'Environment files are not committed',
  why: 'An .env in the repository gives the secrets of one environment to everybody who can read the code, for ever.',
  fix: 'Run `git rm --cached` on it, add it to .gitignore, commit an .env.example without values, and replace every secret that it held.',
  needs: ['environmentFiles'],
  run({ environmentFiles }) {
    const tracked = environmentFiles.filter(({ isTracked }) => isTracked);
    const real = tracked.filter(({ isTemplate, entries }) => !isTemplate && entries.length > 0);
    if (tracked.length === 0) return notApplicable('no environment file is committed');
    return failBy(
      real.flatMap((file) => findingIn(file) ?? []),
      'only templates are committed',
    );
  },
  examples: [
    {
      title: 'only a template',
      given: { '.env.example': 'DB_PASSWORD=\n' },
      expect: 'pass',
    },
    {
      title: 'settings without anything secret',
      given: { '.env.test': 'NODE_ENV=test\nPORT=3000\nAPI_URL=http://localhost:3000\n' },
      expect: 'pass',
    },
    {
      title: 'encrypted by dotenvx',
      given: {
        '.env.production':
          'DOTENV_PUBLIC_KEY="03abc"\nDB_PASSWORD="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLEIRVz50hmLXPXRuDBXaJi"\n',
      },
      expect: 'pass',
    },
    {
      title: 'to be changed by whoever copies it',
      given: {
        '.env.production':
          'APP_SECRET=CHANGE_ME_USE_STRONG_SECRET_HERE\nDB_PASSWORD=CHANGE THIS PASSWORD\nSESSION_SECRET="change_me_in_production"\nREDIS_PASSWORD=password\n',
      },
      expect: 'pass',
    },
    {
      title: 'a password',
      given: { '.env': '# local\nPORT=3000\nDB_PASSWORD=hunter2-Real\n' },
      expect: 'fail',
      at: ['.env:3'],
    },
    {
      title: 'the database on the own machine, with a password that everybody has',
      given: { '.env.development': 'DATABASE_URL=postgres://user:pass@127.0.0.1:5432/shop\n' },
      expect: 'pass',
    },
    {
      title: 'a database elsewhere',
      given: {
        '.env.production': `DATABASE_URL=postgres://shop:${['s8Kd', 'q02L'].join('')}@db1.shop.eu:5432/shop\n`,
      },
      expect: 'fail',
      at: ['.env.production:1'],
    },
    {
      title: 'in a workspace',
      given: { 'apps/api/.env.production': 'STRIPE_SECRET_KEY=b7Kq02Lm5xWd\n' },
      expect: 'fail',
      at: ['apps/api/.env.production:1'],
    },
    {
      title: 'beside tests: a low finding',
      given: { 'test/storage/.env.emulated': 'S3_SECRET_ACCESS_KEY=b7Kq02Lm5xWd\n' },
      expect: 'fail',
      at: ['test/storage/.env.emulated:1'],
    },
    {
      title: 'made up for one machine, and what was made by a machine',
      given: {
        'apps/ws/.env.development': 'JWT_SECRET=TEST_CHANGE9s\n',
        'apps/api/.env.development': `JWT_SECRET=${['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('')}\n`,
      },
      expect: 'fail',
      at: ['apps/ws/.env.development:1', 'apps/api/.env.development:1'],
    },
    { title: 'none', given: { 'a.js': '' }, expect: 'not-applicable' },
  ],
});

const secretName =
  /(^|_)(secret|password|passwd|pwd|pass|token|api_?key|access_?key|private_?key|credentials?|dsn|salt|signing_?key|encryption_?key)(_|$)/i;
/** Public by design: browsers get these. */
const publicName =
  /^(NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|GATSBY)_|PUBLIC_?KEY/i;
const emptyValue =
  /^(|x+|\*+|\$\{?\w+\}?.*|change[-_ ]?(me|this|it)\b.*|change[-_]me[-_].*|todo|none|null|false|true|placeholder|example|test|dummy|password|secret|admin|root|postgres|encrypted:.*)$/i;

function isDrawn({ value }: { readonly value: string }): boolean {
  return (
    looksRandom(value) || addressSecretsIn(value).some(({ confidence }) => confidence === 'likely')
  );
}

function findingIn({ path, entries }: EnvironmentFile): RuleFinding | undefined {
  const isSecret = ({ name, value }: (typeof entries)[number]): boolean =>
    !emptyValue.test(value) &&
    !isPlaceholder(value) &&
    !publicName.test(name) &&
    (secretName.test(name) || addressSecretsIn(value).some(({ severity }) => severity !== 'low'));
  const secrets = entries.filter(isSecret);
  const [first] = secrets;
  if (!first) return undefined;
  const names = secrets
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ');
  const isForTests =
    /\.(test|ci|e2e|testing)$|(^|\/)(ci|tests?|e2e)\.env$|(^|\/)(tests?|e2e|fixtures?|examples?)\//.test(
      path,
    );
  // What nobody drew at random was mostly made up for whoever starts the app the first time.
  const isForTrying = !secrets.some(isDrawn);
  return {
    place: { file: path, line: first.line },
    message: `The file is committed with a value for ${names}${secrets.length > 5 ? ', …' : ''}`,
    identity: 'committed',
    ...(isForTrying && { severity: 'medium', confidence: 'possible' }),
    ...(isForTests && { severity: 'low', confidence: 'possible' }),
  };
}
