import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAddress } from './address.ts';
import { isInNetwork, type Network, parseNetwork } from './network.ts';
import { NetworkMap } from './network-map.ts';

const octet = fc.nat(3);
const address = fc.oneof(
  fc.tuple(octet, octet, octet, octet).map((bytes) => bytes.join('.')),
  fc.tuple(octet, octet, octet, octet).map((bytes) => `::ffff:${bytes.join('.')}`),
  fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
);
const network = fc
  .tuple(address, fc.nat(128))
  .map(([text, bits]) => parseNetwork(`${text}/${bits}`))
  .filter((found): found is Network => found !== undefined);

test('it finds the networks that a look at each of them finds', () => {
  fc.assert(
    fc.property(fc.array(network), fc.array(address), (networks, addresses) => {
      const map = new NetworkMap<Network>();
      for (const one of networks) map.add(one, one);
      assert.equal(map.size, networks.length);
      for (const text of addresses) {
        const parsed = parseAddress(text);
        assert.ok(parsed);
        const wanted = new Set(networks.filter((one) => isInNetwork(parsed, one)));
        const found = map.around(parsed);
        assert.deepEqual(new Set(found), wanted);
        assert.equal(found.length, wanted.size);
      }
    }),
  );
});
