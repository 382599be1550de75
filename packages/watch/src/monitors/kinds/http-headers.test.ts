import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look, site } from '../case-look.ts';

test('headers: a page with all of them is well, and each that is missing is named', async () => {
  const all: Readonly<Record<string, string | string[]>> = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'NoSniff',
    'referrer-policy': 'no-referrer',
  };
  let headers = all;
  let status = 200;
  const url = await site((_, response) => void response.writeHead(status, headers).end());
  const seen = async (change: Readonly<Record<string, string | string[]>>): Promise<string> => {
    headers = { ...all, ...change };
    const { level, summary } = await look('http-headers', { url });
    assert.equal(level, summary === 'All there' ? 'ok' : 'warning');
    return summary;
  };
  assert.equal(await seen({}), 'All there');
  const policy = (value: string): Promise<string> => seen({ 'content-security-policy': value });
  assert.equal(
    await policy(''),
    'Content-Security-Policy: no content security policy; no bar to framing',
  );
  assert.equal(await policy("default-src 'self'"), 'no bar to framing');
  assert.equal(
    await policy("default-src * 'unsafe-inline'; frame-ancestors 'self'"),
    'Content-Security-Policy: a policy that lets any script or plug-in in',
  );
  assert.equal(
    await policy("default-src 'self'; frame-ancestors *"),
    'frame-ancestors that names everybody',
  );
  const framed = { 'content-security-policy': "default-src 'self'" };
  assert.equal(await seen({ ...framed, 'x-frame-options': 'DENY' }), 'All there');
  assert.equal(
    await seen({ ...framed, 'x-frame-options': 'ALLOW-FROM https://partner.example' }),
    'X-Frame-Options that browsers do not know',
  );
  assert.equal(
    await seen({ 'x-content-type-options': 'yes' }),
    'X-Content-Type-Options with another value than nosniff',
  );
  assert.equal(
    await seen({ 'referrer-policy': 'unsafe-url' }),
    'Referrer-Policy: addresses of pages are told to others',
  );
  status = 503;
  assert.equal((await look('http-headers', { url })).level, 'critical');
});

test('headers: what is well as browsers read it raises no alarm', async () => {
  let headers: Readonly<Record<string, string | string[]>> = {};
  const url = await site((_, response) => void response.writeHead(200, headers).end());
  headers = {
    'content-type': 'text/html',
    'content-security-policy': ["default-src 'self'", "frame-ancestors 'none'"],
    // An app and the proxy before it both set them.
    'x-content-type-options': ['nosniff', 'nosniff'],
    'x-frame-options': ['SAMEORIGIN', 'SAMEORIGIN'],
  };
  assert.equal((await look('http-headers', { url })).summary, 'All there');
  headers = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };
  assert.equal((await look('http-headers', { url })).summary, 'All there');
  headers = { 'content-type': 'application/json' };
  assert.equal((await look('http-headers', { url })).summary, 'no X-Content-Type-Options');
});
