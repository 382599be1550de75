import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  framingOf,
  type Header,
  headersIn,
  inMeta,
  isHtml,
  policiesIn,
  policyOutcome,
  referrerOutcome,
  sniffingOf,
  transportPromise,
} from './index.ts';

const url = 'https://shop.example/';
const sent = (...headers: Header[]): { url: string; headers: Header[] } => ({ url, headers });

test('HSTS counts from a year on, and of several headers the first', () => {
  const promise = (...values: string[]): unknown =>
    transportPromise(sent(...values.map((value): Header => ['Strict-Transport-Security', value])));
  assert.deepEqual(promise(), { kind: 'missing' });
  assert.deepEqual(promise('max-age=31536000'), { kind: 'enough', seconds: 31_536_000 });
  assert.deepEqual(promise('includeSubDomains; max-age="31535999"'), {
    kind: 'short',
    seconds: 31_535_999,
  });
  assert.deepEqual(promise('max-age=0', 'max-age=31536000'), { kind: 'short', seconds: 0 });
  for (const value of ['', 'max-age', 'xmax-age=31536000', 'max-age=31536000, max-age=1'])
    assert.deepEqual(promise(value), { kind: 'unreadable' }, value);
});

test('who may frame a page: a policy speaks before the older header', () => {
  const framing = (policy: string, ...older: string[]): string =>
    framingOf(
      sent(
        ['Content-Security-Policy', policy],
        ...older.map((value): Header => ['x-frame-options', value]),
      ),
    ).kind;
  assert.equal(framing("frame-ancestors 'self'"), 'policy');
  assert.equal(framing('frame-ancestors https:', 'DENY'), 'open policy');
  assert.equal(framing("frame-ancestors *, frame-ancestors 'none'"), 'policy');
  assert.equal(framing("default-src 'self'"), 'missing');
  assert.equal(framing("default-src 'self'", 'sameorigin'), 'header');
  assert.equal(framing("default-src 'self'", 'ALLOW-FROM https://a.example'), 'unknown');
});

test('policies: the headers together with those of the page, each of which must hold', () => {
  const outcome = (policy: string, page: string = ''): string =>
    policyOutcome(
      policy === '' ? sent() : sent(['Content-Security-Policy', policy]),
      policiesIn(page === '' ? [] : [page]).map(inMeta),
    );
  assert.equal(outcome("default-src 'self'"), 'csp-safe');
  assert.equal(outcome("default-src 'none'"), 'csp-default-none');
  assert.equal(outcome("default-src * 'unsafe-inline'"), 'csp-unsafe-inline');
  assert.equal(outcome("default-src *, default-src 'self'"), 'csp-safe');
  assert.equal(outcome('', "default-src 'self'"), 'csp-safe');
  assert.equal(outcome('', "frame-ancestors 'none'"), 'csp-none');
  assert.equal(outcome("script-src 'self'; script-src *"), 'csp-invalid');
});

test('types, referrers and kinds of answers', () => {
  assert.equal(sniffingOf(sent(['X-Content-Type-Options', 'NOSNIFF'])), 'off');
  assert.equal(sniffingOf(sent(['X-Content-Type-Options', ''])), 'missing');
  assert.equal(sniffingOf(sent(['X-Content-Type-Options', 'sniff'])), 'unknown');
  assert.equal(referrerOutcome([]), 'referrer-none');
  assert.equal(referrerOutcome(['unsafe-url, no-referrer']), 'referrer-private');
  assert.equal(referrerOutcome(['no-referrer, origin, no-referer']), 'referrer-unsafe');
  assert.equal(referrerOutcome(['no-referer']), 'referrer-invalid');
  assert.ok(isHtml(sent(['CONTENT-TYPE', 'Text/HTML; charset=utf-8'])));
  assert.ok(!isHtml(sent(['content-type', 'application/json'])));
  assert.deepEqual(headersIn(['A', '1', 'a', '2', 'cut']), [
    ['A', '1'],
    ['a', '2'],
  ]);
});
