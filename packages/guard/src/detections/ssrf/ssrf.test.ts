import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inputsOf } from '../../context/case-inputs.ts';
import type { ConnectCall } from '../sink-call.ts';
import { cases } from './cases.ts';
import { unreadCases } from './cases/unread.ts';
import { fetching } from './cases/build.ts';
import { growthOf, maxGrowth } from '../growth.ts';
import { detection } from './detector.ts';
import { testUnreadCases } from '../unread-cases.ts';

testUnreadCases(detection, unreadCases);

for (const { name, expect, request, call } of cases) {
  test(`${expect}: ${name}`, () => {
    const verdict = detection.inspect(call, inputsOf(request));
    assert.equal(verdict?.outcome ?? 'benign', expect, verdict?.reason);
    if (verdict === undefined) return;
    assert.ok(verdict.span.start >= 0 && verdict.span.start < verdict.span.end);
    assert.match(verdict.reason, /^[A-Z][^\n]+\.$/);
  });
}

test('case names are unique and there are enough of each', () => {
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
  const count = (wanted: string): number => cases.filter(({ expect }) => expect === wanted).length;
  assert.ok(count('attack') >= 40 && count('benign') >= 40 && count('weakness') >= 4);
});

test('any URL of an internal address that Node’s parser accepts convicts', () => {
  const part = (n: number) =>
    fc.constantFrom(String(n), `0x${n.toString(16)}`, `0${n.toString(8)}`, `0x0${n.toString(16)}`);
  const host = fc
    .tuple(part(10), fc.nat(255).chain(part), fc.nat(255).chain(part), fc.nat(255).chain(part))
    .map((parts) => parts.join('.'));
  const front = fc.constantFrom(
    'http://',
    'HTTP:\\\\',
    'http:/',
    'http:',
    ' http://',
    'http://a:b@',
  );
  const end = fc.constantFrom('', '/', '/x?y', ':8080', ':80/', '#', '?q', './');
  fc.assert(
    fc.property(front, host, end, (a, b, c) => {
      const url = a + b + c;
      assert.equal(
        detection.inspect({ kind: 'connect', ...fetching(url) }, inputsOf({ body: { url } }))
          ?.outcome,
        'attack',
        url,
      );
    }),
    { numRuns: 1500 },
  );
});

test('a connection to a public address is never judged, and no text makes it throw', () => {
  const unit = fc.constantFrom(...'htp:/\\@[]%.0127xf①。\0\ud800 \t#?'.split(''), '//', 'http:');
  const text = fc.string({ unit, maxLength: 40 });
  fc.assert(
    fc.property(text, text, (value, host) => {
      const inputs = inputsOf({ body: { value }, path: `/${host}` });
      const call: ConnectCall = { kind: 'connect', host: host + value, port: 80, url: value };
      detection.inspect(call, inputs);
      detection.inspectConservatively(call, inputs);
      const isPublic = { ...call, host: 'a.example', url: 'http://a.example', address: '1.1.1.1' };
      assert.equal(detection.inspect(isPublic, inputs), undefined);
    }),
    { numRuns: 2000 },
  );
});

test('the conservative test convicts a plainly spelled internal URL and no environment header', () => {
  const call = { kind: 'connect', ...fetching('http://10.0.0.5/') } as const;
  const judge = (request: Parameters<typeof inputsOf>[0]) =>
    detection.inspectConservatively(call, inputsOf(request))?.outcome;
  assert.equal(judge({ query: { u: 'http://10.0.0.5/' } }), 'attack');
  assert.equal(judge({ headers: { 'x-forwarded-for': '10.0.0.5' } }), undefined);
  assert.equal(judge({ query: { u: 'http://example.com/' } }), undefined);
});

test('work grows with the input, not with its square', () => {
  const growth = growthOf((length) => {
    const inputs = inputsOf({
      body: { a: 'http://'.repeat(length / 7), b: ':@[//'.repeat(length / 5) },
    });
    detection.inspect({ kind: 'connect', ...fetching('http://10.0.0.5/') }, inputs);
  });
  assert.ok(growth <= maxGrowth, `${growth} times`);
});
