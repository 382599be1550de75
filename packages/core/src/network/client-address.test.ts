import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientAddress } from './client-address.ts';
import { parseNetwork, type Network } from './network.ts';

const trusted = ['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'].map(
  (text) => parseNetwork(text) as Network,
);

const cases: readonly (readonly [
  title: string,
  peer: string,
  header: string | undefined,
  client: string,
])[] = [
  ['no proxy, no header', '198.51.100.4', undefined, '198.51.100.4'],
  [
    'a spoofed header from a stranger is not believed',
    '198.51.100.4',
    '203.0.113.7',
    '198.51.100.4',
  ],
  ['a trusted proxy tells the client', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
  [
    'what the client claims before the proxy’s entry is hearsay',
    '127.0.0.1',
    '192.0.2.9, 203.0.113.7',
    '203.0.113.7',
  ],
  [
    'a chain of trusted proxies is walked',
    '::ffff:127.0.0.1',
    '203.0.113.7, 10.1.2.3, 10.0.0.9',
    '203.0.113.7',
  ],
  ['all hops trusted: the first of them', '127.0.0.1', '10.1.2.3, 10.0.0.9', '10.1.2.3'],
  [
    'an unreadable hop ends the walk at the proxy',
    '127.0.0.1',
    '203.0.113.7, unknown',
    '127.0.0.1',
  ],
  ['an empty header', '127.0.0.1', '', '127.0.0.1'],
  ['with a port', '127.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
  ['IPv6 in brackets with a port', '127.0.0.1', '[2001:db9::1]:4711', '2001:db9::1'],
  ['IPv6 proxy', '2001:db8::5', '203.0.113.7', '203.0.113.7'],
];
for (const [title, peer, header, client] of cases) {
  test(title, () => assert.equal(clientAddress(peer, header, trusted), client));
}

test('without trusted proxies a header is never read', () => {
  assert.equal(clientAddress('127.0.0.1', '203.0.113.7', []), '127.0.0.1');
});

test('a peer without an address has no client', () => {
  assert.equal(clientAddress(undefined, '203.0.113.7', trusted), undefined);
});

test('a header of a hundred thousand hops costs a bounded walk', () => {
  const header = `203.0.113.7,${'10.0.0.1,'.repeat(100_000)}10.0.0.2`;
  assert.equal(clientAddress('127.0.0.1', header, trusted), '10.0.0.1');
});
