import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look, site } from '../case-look.ts';

test('headers: a page with all of them is well, and each that is missing is named', async () => {
  const all: Readonly<Record<string, string>> = {
    'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  let headers = all;
  let status = 200;
  const url = await site((_, response) => void response.writeHead(status, headers).end());
  assert.equal((await look('http-headers', { url })).level, 'ok');
  for (const missing of Object.keys(all)) {
    headers = Object.fromEntries(Object.entries(all).filter(([name]) => name !== missing));
    const found = await look('http-headers', { url });
    assert.equal(found.level, 'warning');
    assert.ok(found.summary.toLowerCase().includes(missing), found.summary);
  }
  headers = { ...all, 'content-security-policy': "default-src 'self'", 'x-frame-options': 'DENY' };
  assert.equal((await look('http-headers', { url })).level, 'ok');
  status = 503;
  assert.equal((await look('http-headers', { url })).level, 'critical');
});
