import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalAddress, parseAddress } from './address.ts';
import { classifyAddress } from './address-class.ts';

test('IPv4 literals are read as Node’s URL parser reads them', () => {
  const part = fc.oneof(
    fc.nat(300).map(String),
    fc.nat(300).map((n) => `0x${n.toString(16)}`),
    fc.nat(300).map((n) => `0${n.toString(8)}`),
    fc.nat(2 ** 32 + 9).map(String),
    fc.constantFrom('', '0x', '09', '1e3', '-1', '+1', 'a'),
  );
  const literal = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(literal, (text) => {
      const own = parseAddress(text);
      const url = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).hostname : '';
      assert.equal(own === undefined ? '' : canonicalAddress(own), isIP(url) === 4 ? url : '');
    }),
    { numRuns: 5000 },
  );
});

test('IPv6 literals are read as Node reads them', () => {
  const group = fc.oneof(
    fc.nat(0xffff).map((n) => n.toString(16)),
    fc.constantFrom('0', '', 'g'),
  );
  const literal = fc.oneof(
    fc.ipV6(),
    fc.array(group, { minLength: 2, maxLength: 9 }).map((groups) => groups.join(':')),
    fc.tuple(fc.array(group, { maxLength: 7 }), fc.ipV4()).map(([a, b]) => `${a.join(':')}:${b}`),
  );
  fc.assert(
    fc.property(literal, (text) => {
      assert.equal(parseAddress(text)?.length === 16, isIP(text) === 6, text);
    }),
    { numRuns: 5000 },
  );
});

test('private ranges are the registry’s, on both sides of each limit', () => {
  const lists = {
    private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
    loopback: ['127.0.0.0/8'],
    'carrier-nat': ['100.64.0.0/10'],
    'link-local': ['169.254.0.0/16'],
    multicast: ['224.0.0.0/4'],
    unspecified: ['0.0.0.0/8'],
  } as const;
  for (const [kind, blocks] of Object.entries(lists)) {
    const list = new BlockList();
    for (const block of blocks) {
      const [net = '', bits] = block.split('/');
      list.addSubnet(net, Number(bits));
    }
    const byte = fc.constantFrom(0, 1, 9, 10, 11, 15, 16, 31, 32, 63, 64, 100, 127, 128, 168, 169);
    const more = fc.constantFrom(172, 192, 193, 223, 224, 239, 240, 253, 254, 255);
    const any = fc.oneof(byte, more);
    fc.assert(
      fc.property(any, any, any, any, (...bytes) => {
        const text = bytes.join('.');
        const own = classifyAddress(text);
        if (own !== 'metadata') assert.equal(own === kind, list.check(text), text);
      }),
      { numRuns: 2000 },
    );
  }
});

test('addresses inside IPv6 are seen through', () => {
  const table: Readonly<Record<string, string>> = {
    '::': 'unspecified',
    '::1': 'loopback',
    '::ffff:10.0.0.1': 'private',
    '::10.0.0.1': 'private',
    '64:ff9b::169.254.169.254': 'metadata',
    '2002:0a00:0001::': 'private',
    '2001:0:1:2:3:4:80ff:fffe': 'loopback',
    'fe80::1': 'link-local',
    'fe80::5efe:192.168.0.1': 'private',
    'fec0::1': 'private',
    'fc00::1': 'private',
    'ff02::1': 'multicast',
    'fd00:ec2::254': 'metadata',
    '2001:db8::1': 'reserved',
    '2606:4700::1111': 'public',
    'fe80::1%eth0': 'link-local',
    '168.63.129.16': 'metadata',
    '255.255.255.255': 'broadcast',
    '198.18.0.1': 'reserved',
    'example.com': 'no-address',
    '': 'no-address',
  };
  for (const [text, kind] of Object.entries(table)) assert.equal(classifyAddress(text), kind, text);
});

test('IPv6 is written as Node’s URL writes it, RFC 5952', () => {
  const group = fc.oneof(fc.constant(0), fc.nat(65_535)).map((n) => n.toString(16));
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
      const address = parseAddress(groups.join(':')) ?? [];
      const written = canonicalAddress(address);
      if (written.includes(':'))
        assert.equal(`[${written}]`, new URL(`http://[${groups.join(':')}]`).hostname);
      assert.deepEqual(canonicalAddress(parseAddress(written) ?? []), written);
    }),
  );
});
