import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfDomain, vendorDomain } from './vendor-domain.ts';

test('a host or address leads to the domain that somebody owns', () => {
  const cases: readonly (readonly [text: string, domain: string])[] = [
    ['api.stripe.com', 'stripe.com'],
    [' HTTPS://Api.Stripe.com/v1?x=1 ', 'stripe.com'],
    ['stripe.com', 'stripe.com'],
    ['api.stripe.com:443', 'stripe.com'],
    ['shop.example.co.uk', 'example.co.uk'],
    ['bucket.s3.eu-west-1.amazonaws.com', 'amazonaws.com'],
    ['team.github.io', 'github.io'],
    ['bücher.de', 'xn--bcher-kva.de'],
  ];
  for (const [text, domain] of cases) assert.equal(vendorDomain(text), domain, text);
});

test('what is within, an address, or no host at all has no owner', () => {
  const none = [
    '10.0.0.1',
    '203.0.113.9:443',
    '[2001:db8::1]',
    'localhost',
    'redis',
    'db.internal',
    'shop.default.svc.cluster.local',
    'some.example',
    'com',
    'co.uk',
    '',
    'a b',
    '<script>',
    'http://',
  ];
  for (const text of none) assert.equal(vendorDomain(text), undefined, text);
});

test('a domain is called by its first label', () => {
  assert.equal(nameOfDomain('stripe.com'), 'Stripe');
});
