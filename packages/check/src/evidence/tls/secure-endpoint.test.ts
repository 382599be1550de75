import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CannotCollect } from '../collector.ts';
import { secureEndpoint } from './secure-endpoint.ts';

const cases: readonly (readonly [url: string, host: string, port: number])[] = [
  ['https://shop.example/a', 'shop.example', 443],
  ['https://shop.example:8443', 'shop.example', 8443],
  ['http://shop.example', 'shop.example', 443],
  ['https://[::1]:9443', '::1', 9443],
];
for (const [url, host, port] of cases)
  test(url, () => assert.deepEqual(secureEndpoint(new URL(url)), { host, port }));

const others: readonly (readonly [url: string, port: number, startTls?: string])[] = [
  ['smtp://mail.example', 25, 'smtp'],
  ['smtp://mail.example:587', 587, 'smtp'],
  ['smtps://mail.example', 465],
  ['imap://mail.example', 143, 'imap'],
  ['postgres://db.example/shop', 5432, 'postgres'],
  ['mariadb://db.example:3307', 3307, 'mysql'],
  ['ldaps://directory.example', 636],
];
for (const [url, port, startTls] of others)
  test(url, () => {
    const host = new URL(url).hostname;
    assert.deepEqual(secureEndpoint(new URL(url)), { host, port, ...(startTls && { startTls }) });
  });

test('a port of plain HTTP is no place for TLS', () => {
  assert.throws(() => secureEndpoint(new URL('http://shop.example:8080')), CannotCollect);
});
