import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { secretsIn } from './file-findings.ts';
import { historySecretsIn } from './history-findings.ts';

const chosen = ['shop', '4all', 'X'].join('');
const strong = ['Tr0ub4dor', '-3x!'].join('');

function severityOf(path: string, text: string): string | undefined {
  return secretsIn(path, text)[0]?.severity;
}

test('a value that only its name gives away is an alarm before it is committed, and where the real thing stands', () => {
  assert.equal(severityOf('deploy.prod.yml', `password: ${strong}\n`), 'high');
  assert.equal(severityOf('vars.prod.yml', `apiSecret: ${random}\n`), 'high');
  assert.equal(severityOf('vars.yml', `apiSecret: ${random}\n`), 'medium');
  assert.equal(secretsIn('vars.yml', `apiSecret: ${random}\n`, true)[0]?.severity, 'high');
  assert.equal(severityOf('deploy.yml', `password: ${chosen}\n`), 'medium');
});

test('passwords of servers beside the app and of what fills a database are milder', () => {
  assert.equal(severityOf('compose.yml', `  DB_PASSWORD: ${strong}\n`), 'medium');
  assert.equal(severityOf('compose.yml', `  DB_PASSWORD: ${chosen}\n`), 'low');
  assert.equal(severityOf('prisma/seed.ts', `create({ password: '${strong}' });\n`), 'medium');
});

test('a database in the network of the same Compose file is reached by nobody else', () => {
  const address = (host: string): string => `url: postgres://shop:s8Kdq02L@${host}:5432/shop\n`;
  assert.equal(severityOf('compose.yml', address('shop-db')), 'low');
  assert.equal(severityOf('compose.yml', address('db.shop.eu')), 'high');
});

test('a key for the own machine is milder than another', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  assert.equal(severityOf('apps/client/localhost.pem', text), 'low');
  assert.notEqual(severityOf('apps/client/shop.pem', text), 'low');
});

const random = ['qX7v', 'T2mK9', 'pLw4Z', 'rB8nC', 'yD3s'].join('');
const token = ['ghp_', 'q7Xv2TmK9pLw4Zr', 'B8nCyD3sH6jF1gAe5uN0W'].join('');

test('what is said to be made up, is an example or documents a call is no alarm', () => {
  for (const text of [
    `// This is not actually a secret key\nconst secretKey = '${random}';\n`,
    `const schema = s.example('${token}').describe('the token');\n`,
    `{ "description": "the token", "example": "${token}" }\n`,
    `/**\n * curl -H 'X': {"accessToken": "${random}"}\n */\n`,
  ])
    assert.ok(['medium', 'low', undefined].includes(severityOf('lib/a.js', text)), text);
  for (const text of [`const token = '${token}'; // for others\n`])
    assert.notEqual(severityOf('lib/a.js', text), 'medium', text);
});

test('keys of jobs and of test settings were made up for them', () => {
  assert.equal(severityOf('.github/workflows/ci.yml', `  API_TOKEN: "${random}"\n`), 'medium');
  assert.equal(severityOf('config/test.toml', `apiToken = "${random}"\n`), undefined);
  assert.equal(severityOf('config/production.toml', `apiToken = "${random}"\n`), 'high');
  assert.equal(severityOf('config/default.toml', `apiToken = "${random}"\n`), 'medium');
});

test('text about keys is no key, and neither is a stretch of a digest', () => {
  const words = 'beginsWithBeginRsaPrivateKeyAndThenSaysMoreOfWhatToDoInQuiteSomeWordsOfAllKinds12';
  for (const label of ['RSA PRIVATE KEY', 'PGP PRIVATE KEY BLOCK', 'OPENSSH PRIVATE KEY'])
    assert.equal(severityOf('en.json', `{"a": "-----BEGIN ${label}-----${words}"}\n`), undefined);
  const digest = `sha512-8zSiw54Oxrdym50/u+CDsNS7zQ9TYt1Jx8Vq2w==`;
  assert.equal(severityOf('package-lock.json', `{"integrity": "${digest}"}\n`), undefined);
});

test('of a password that is stored as a digest the digest is told, and milder', () => {
  const digest = createHash('sha512').update(random).digest('hex');
  assert.equal(severityOf('config.json', `{"password": "${digest}"}\n`), 'medium');
  assert.equal(severityOf('config.prod.json', `{"password": "${random}"}\n`), 'high');
});

test('packages that were committed once hold what is on the registry', () => {
  const text = `token: ${token}\n`;
  const found = historySecretsIn(
    ['node_modules/a/a.yml', 'lib/a.yml'].map((file) => ({
      file,
      commit: 'c',
      on: '2026-01-01',
      text,
    })),
    (secret) => String(secret.length),
  );
  assert.deepEqual(
    found.map(({ file }) => file),
    ['lib/a.yml'],
  );
});

test('a comment that shows how an address is written holds no password', () => {
  const address = ['mongodb://sally:s8Kd', 'q02L@ds0.mongolab.com:9/db'].join('');
  assert.equal(severityOf('compose.yml', `  # Something like ${address}\n`), 'medium');
  assert.equal(severityOf('compose.yml', `  URL: ${address}\n`), 'high');
});

test('many different values under secret names are data', () => {
  const values = (count: number): string =>
    Array.from({ length: count }, (_, at) => {
      const value = createHash('sha1').update(`${at}`).digest('base64url');
      return `  "apiKey": "${value}",\n`;
    }).join('');
  assert.deepEqual(
    [...new Set(secretsIn('a.prod.json', values(8)).map(({ severity }) => severity))],
    ['medium'],
  );
  assert.deepEqual(
    [...new Set(secretsIn('a.prod.json', values(3)).map(({ severity }) => severity))],
    ['high'],
  );
});
