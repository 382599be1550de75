import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAddress } from './address.ts';
import { isInNetwork, parseNetwork } from './network.ts';

const inNetwork = (address: string, network: string): boolean => {
  const [one, all] = [parseAddress(address), parseNetwork(network)];
  assert.ok(one && all, `${address} ${network}`);
  return isInNetwork(one, all);
};

test('networks hold what Node’s own block list says that they hold', () => {
  const octet = fc.nat(255);
  fc.assert(
    fc.property(
      fc.tuple(octet, octet, octet, octet),
      fc.nat(32),
      fc.tuple(octet, octet, octet, octet),
      fc.nat(4),
      (base, bits, other, shared) => {
        const address = [...base.slice(0, shared), ...other.slice(shared)].join('.');
        const list = new BlockList();
        list.addSubnet(base.join('.'), bits, 'ipv4');
        const network = `${base.join('.')}/${bits}`;
        assert.equal(inNetwork(address, network), list.check(address, 'ipv4'));
        assert.equal(inNetwork(`::ffff:${address}`, network), list.check(address, 'ipv4'));
      },
    ),
  );
});

test('IPv6 networks hold what Node’s own block list says', () => {
  const group = fc.nat(65_535).map((n) => n.toString(16));
  const groups = fc.array(group, { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(groups, fc.nat(128), groups, fc.nat(8), (base, bits, other, shared) => {
      const address = [...base.slice(0, shared), ...other.slice(shared)].join(':');
      const list = new BlockList();
      list.addSubnet(base.join(':'), bits, 'ipv6');
      assert.equal(inNetwork(address, `${base.join(':')}/${bits}`), list.check(address, 'ipv6'));
    }),
  );
});

test('one address is a network of itself, in every spelling', () => {
  assert.equal(inNetwork('203.0.113.7', '203.0.113.7'), true);
  assert.equal(inNetwork('::ffff:203.0.113.7', '203.0.113.7'), true);
  assert.equal(inNetwork('203.0.113.7', '::ffff:203.0.113.0/120'), true);
  assert.equal(inNetwork('203.0.113.8', '203.0.113.7'), false);
  assert.equal(inNetwork('2001:db8::1', '203.0.113.7'), false);
});

test('what is no network is refused', () => {
  for (const text of [
    '',
    'x',
    '1.2.3.4/33',
    '::/129',
    '1.2.3.4/',
    '/8',
    '1.2.3.4/-1',
    '::ffff:1.2.3.4/90',
  ])
    assert.equal(parseNetwork(text), undefined, text);
});
