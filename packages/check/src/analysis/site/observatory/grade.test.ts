import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Header } from '@castellan/core/site';
import type { Exchange, SitePages } from '../exchange.ts';
import { headerGrade } from './grade.ts';

const answer = (url: string, headers: Header[] = [], more: Partial<Exchange> = {}): Exchange => ({
  method: 'GET',
  url,
  status: 200,
  headers: [['Content-Type', 'text/html'], ...headers],
  body: '',
  ...more,
});
const page = (headers: Header[], more: Partial<Exchange> = {}): SitePages => {
  const shown = answer('https://a.example/', headers, more);
  return { secure: [shown], plain: [answer('http://a.example/', [], { status: 301 }), shown] };
};
const outcomesOf = (pages: SitePages): string[] =>
  headerGrade(pages, undefined)!.tests.map(({ outcome }) => outcome);

test('a bare page over HTTPS: 100 less what is missing', () => {
  const grade = headerGrade(page([]), undefined)!;
  // Policy -25, HSTS -20, sniffing -5, frames -20.
  assert.equal(grade.score, 30);
  assert.equal(grade.grade, 'D');
});

test('bonuses count only from 90 points on', () => {
  const strict: Header[] = [
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
    ['Strict-Transport-Security', 'max-age=31536000'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ];
  assert.deepEqual(
    [headerGrade(page(strict), undefined)!.score, headerGrade(page(strict), undefined)!.grade],
    [130, 'A+'],
  );
  const withoutHsts = strict.filter(([name]) => name !== 'Strict-Transport-Security');
  assert.equal(headerGrade(page(withoutHsts), undefined)!.score, 80);
});

test('each of several policies holds: what one forbids is forbidden', () => {
  const loose: Header = ['Content-Security-Policy', "script-src * 'unsafe-inline'"];
  const strict: Header = ['Content-Security-Policy', "default-src 'self'"];
  assert.ok(outcomesOf(page([loose])).includes('csp-unsafe-inline'));
  assert.ok(outcomesOf(page([loose, strict])).includes('csp-safe'));
  const inOne: Header = ['Content-Security-Policy', `${loose[1]}, ${strict[1]}`];
  assert.ok(outcomesOf(page([inOne])).includes('csp-safe'));
});

test('a policy in a page counts, but not for who may frame it', () => {
  const body = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; frame-ancestors 'none'">`;
  const outcomes = outcomesOf(page([], { body }));
  assert.ok(outcomes.includes('csp-safe'));
  assert.ok(outcomes.includes('frame-open'));
});

test('a certificate that is not trusted takes HSTS and the redirect away', () => {
  const outcomes = outcomesOf(
    page([['Strict-Transport-Security', 'max-age=31536000']], { distrusted: 'CERT_HAS_EXPIRED' }),
  );
  assert.ok(outcomes.includes('hsts-distrusted'));
  assert.ok(outcomes.includes('redirection-distrusted'));
});

test('the transport of a site on this machine is not judged', () => {
  const local = { secure: [], plain: [answer('http://localhost:3000/')] };
  assert.equal(headerGrade(local, undefined)!.score, 50);
});

test('a site that did not answer has no grade', () => {
  assert.equal(headerGrade({ secure: [], plain: [] }, undefined), undefined);
});
