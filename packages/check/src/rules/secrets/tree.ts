import { severities } from '@castellan/core';
import { type FileSecret, secretsIn } from '../../analysis/secrets/file-findings.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** No file of the repository holds a secret. */
export const rule: Rule = defineRule({
  id: 'secrets/tree',
  practice: 'C12',
  severity: 'high',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'No file of the repository holds a secret',
  why: 'Who can read the code, its backups or one leaked laptop holds the key, and nobody notices its use.',
  fix: 'Replace the secret at its provider first, then read it from the environment (`process.env`) or a vault. Taking it out of the history does not take it back.',
  needs: ['texts'],
  run({ texts }) {
    const { files, skipped } = texts;
    const findings = eachOnce(files.flatMap(({ path, text }) => secretsIn(path, text)));
    const large = skipped.filter(({ why }) => why === 'too large' || why === 'unreadable');
    if (files.length === 0 && large.length === 0) return notApplicable('there are no text files');
    if (findings.length === 0 && large.length > 0) {
      const names = large.slice(0, 3).map(({ path }) => path);
      return {
        status: 'unknown',
        needs: `${large.length} files were too large or unreadable: ${names.join(', ')}`,
      };
    }
    return failBy(findings, `${files.length} text files hold none that we know`);
  },
  examples: [
    {
      title: 'read from the environment',
      given: {
        'a.js':
          "const key = process.env.API_KEY ?? '';\nconst url = `https://${user}:${password}@db`;\n",
      },
      expect: 'pass',
    },
    {
      title: 'words that only sound secret',
      given: {
        'a.js':
          "const token = 'accessToken';\nconst passwordField = 'user_password';\nconst secretName = 'prod/db/password-v2-2024';\n",
        'b.js':
          "const csrfToken = 'a8Kd02Lq9XzP4mNv7RtB1cYw';\nconst passwordHash = '$2b$10$abc';\n",
      },
      expect: 'pass',
    },
    {
      title: 'placeholders',
      given: {
        'README.md':
          'export GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\npassword: "<your password>"\n',
        'a.yml': 'password: changeme123\ntoken: ${{ secrets.TOKEN }}\n',
      },
      expect: 'pass',
    },
    {
      title: "sentences that end in such a word, and one's own machine",
      given: {
        'ja.json':
          '{ "Enter the password": "\u30d1\u30b9\u30ef\u30fc\u30c9123456\u3092", "Then the 2nd password": "Abc123def456!" }\n',
        'a.test.js': "await got('http://new-user:s0me-Pass@localhost:8080/');\n",
      },
      expect: 'pass',
    },
    {
      title: 'digests of a lockfile',
      given: { 'package-lock.json': `{"integrity": "sha512-${'k3Jd9'.repeat(17)}Q=="}\n` },
      expect: 'pass',
    },
    {
      title: 'a password in a test, a token of a provider in a test',
      given: {
        'login.test.ts': `const password = '${['Correct1', 'Horse!'].join('')}';\n`,
        'token.test.ts': `use('${githubToken()}');\n`,
      },
      expect: 'fail',
      at: ['token.test.ts:1'],
    },
    {
      title: 'a token with the check sum of its provider',
      given: { 'a.js': `\nconst client = new Client('${githubToken()}');\n` },
      expect: 'fail',
      at: ['a.js:2'],
    },
    {
      title: 'a key under a name that says so',
      given: {
        'config.js': `module.exports = { apiSecret: '${['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('')}' };\n`,
      },
      expect: 'fail',
      at: ['config.js:1'],
    },
    {
      title: 'a password without quotes in YAML',
      given: { 'deploy.yml': `db:\n  password: ${['Tr0ub4dor', '&3x!'].join('')}\n` },
      expect: 'fail',
      at: ['deploy.yml:2'],
    },
    {
      title: 'a password in the address of a database',
      given: {
        'a.js': `connect('postgres://shop:${['s8Kd', 'q02L'].join('')}@db1.shop.eu:5432/shop');\n`,
      },
      expect: 'fail',
      at: ['a.js:1'],
    },
    {
      title: 'an address whose parts are called by what belongs there',
      given: { 'a.vue': 'Example: twilio://AccountSid:AuthToken@FromPhoneNo\n' },
      expect: 'pass',
    },
    {
      title: 'keys that every visitor gets, to send counts and errors with',
      given: {
        'count.ts': `const POSTHOG_API_KEY = 'phc_${['9CipPajQC22mSkk2wx', 'e2TXsUA0Ysyupe8'].join('')}';\n`,
        'main.go': `bugsnag.Configure(bugsnag.Configuration{\n\tAPIKey: "${['37a70b3b0886459', '9fd47c4edba5aa656'].join('')}",\n})\n`,
      },
      expect: 'pass',
    },
    {
      title: 'an environment for tests, and a small server to try a client against',
      given: {
        '.env.test': `SECRET_KEY=${['F0E5AD933D7F6FD8F4DB', 'B3E038C501C052DC0593'].join('')}\n`,
        'extra/simple-mqtt-server.js': `const mqttPassword = '${['!@#$LL', 'am7'].join('')}';\n`,
        'compose.yml': 'DATABASE_URL=postgres://postgres:testpass@shop-db:5432/shop\n',
      },
      expect: 'pass',
    },
    {
      title: 'a key that a pipeline makes up for its tests: a medium finding',
      given: {
        '.github/workflows/ci.yml': `env:\n  NODE_ENV: test\n  SECRET_KEY: ${['F0E5AD933D7F6FD8F4DB', 'B3E038C501C052DC0593'].join('')}\n`,
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:3'],
    },
    {
      title:
        'passwords of servers that a pipeline and whoever builds the app start: medium findings',
      given: {
        '.github/workflows/e2e.yml': 'env: AUTH_USER=admin,AUTH_PASSWORD=shop4all\n',
        'docker-compose.dev.yml': 'environment:\n  - ADMIN_PASSWORD=devshop123\n',
        'src/Token.story.tsx': `const token = '${['0efc8bb', 'b6dd14b27', 'a90eebf3', '51ddaf01'].join('')}';\n`,
      },
      expect: 'fail',
      at: ['.github/workflows/e2e.yml:1', 'docker-compose.dev.yml:2'],
    },
    {
      title: 'templates of environments, a name without a value, keys of translations',
      given: {
        '.env.default': `SHOP_PASSWORD=${['Tr0ub4dor', '&3x!'].join('')}\n`,
        'web/sample.env': 'SECRET_PASSWORD=minimum-32-characters\n',
        '.env.production': 'ADMIN_PASSWORD=\n\nSHOP_DATABASE_2=db\nREDIS_PORT=6379\n',
        'login.js': "const placeholder = { password: 'shop:enterPassword' };\n",
        'ci.env': 'DB_PASSWORD=sh0p4all\n',
      },
      expect: 'pass',
    },
    {
      title: 'a value after a name in the same file as one without: only that',
      given: {
        '.env.production': `ADMIN_PASSWORD=\nSHOP_PASSWORD=${['Tr0ub4dor', '&3x!'].join('')}\n`,
        'login.js': `const password =\n  '${['Tr0ub4dor', '&3x!'].join('')}';\n`,
      },
      expect: 'fail',
      at: ['.env.production:2', 'login.js:2'],
    },
    {
      title:
        'tokens that only read a cache of builds, and what browsers get under the name of another kind',
      given: {
        'nx.json': `{ "nxCloudAccessToken": "${btoa(['e47c7721-3c6e-434e', '-b49b-f8f9ea5d5134|read'].join(''))}" }\n`,
        'deploy.yml': `publishable: pk_live_${['Y2xlcmsubm92dS1zd', 'GFnaW5nLmNvJA'].join('')}\n`,
      },
      expect: 'pass',
    },
    {
      title: 'the like that also writes',
      given: {
        'nx.json': `{ "nxCloudAccessToken": "${btoa(['e47c7721-3c6e-434e', '-b49b-f8f9ea5d5134|read-write'].join(''))}" }\n`,
      },
      expect: 'fail',
      at: ['nx.json:1'],
    },
    {
      title: 'code of others that is kept in the repository, and its own',
      given: {
        '.yarn/releases/yarn-4.cjs': `a('https://ana:${['s8Kd', 'q02L'].join('')}@proxy.shop.eu/');\n`,
        'proxy.cjs': `a('https://ana:${['s8Kd', 'q02L'].join('')}@proxy.shop.eu/');\n`,
      },
      expect: 'fail',
      at: ['proxy.cjs:1'],
    },
    {
      title: 'wrapped in base64',
      given: { 'a.js': `const c = '${btoa(`{"user":"ana","token":"${githubToken()}"}`)}';\n` },
      expect: 'fail',
      at: ['a.js:1'],
    },
    { title: 'nothing to read', expect: 'not-applicable' },
    {
      title: 'a file that is too large to read',
      evidence: { texts: { files: [], skipped: [{ path: 'dump.sql', why: 'too large' }] } },
      expect: 'unknown',
    },
  ],
});

/** Made up, with the right check sum; in parts, so that this file holds none. */
function githubToken(): string {
  return ['ghp_', 'R4tQ8vLm2XcZ7kPw9NbJ5yHs3DfG', 'a1'].join('').concat('2hHk3s');
}

/** A secret that several files hold is replaced once: one finding, where it harms most. */
function eachOnce(found: readonly FileSecret[]): FileSecret[] {
  const bySecret = new Map<string, FileSecret[]>();
  for (const one of found) {
    const key = `${one.identity} ${one.secret}`;
    const known = bySecret.get(key);
    if (known) known.push(one);
    else bySecret.set(key, [one]);
  }
  return [...bySecret.values()].map((same) => {
    const worst = same.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    const others = new Set(same.map(({ place }) => place.file)).size - 1;
    if (others === 0) return worst;
    const where = others === 1 ? 'another file' : `${others} other files`;
    return { ...worst, message: `${worst.message}, also in ${where}` };
  });
}

function rank({ severity }: FileSecret): number {
  return severities.indexOf(severity);
}
