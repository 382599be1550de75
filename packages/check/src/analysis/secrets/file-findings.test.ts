import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { secretsIn } from './file-findings.ts';

const chosen = ['shop', '4all', 'X'].join('');
const strong = ['Tr0ub4dor', '-3x!'].join('');

function severityOf(path: string, text: string): string | undefined {
  return secretsIn(path, text)[0]?.severity;
}

test('a password that rules of passwords make people think up is an alarm, a word with a number is not', () => {
  assert.equal(severityOf('deploy.yml', `password: ${strong}\n`), 'high');
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
