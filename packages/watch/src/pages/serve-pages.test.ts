import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import type { PageFile } from './read-pages.ts';
import { servePages } from './serve-pages.ts';

const html = Buffer.from('<!doctype html>');
const script = Buffer.from('export {};'.repeat(100));
const file = (body: typeof html, part: Partial<PageFile>): PageFile => ({
  type: 'text/html; charset=utf-8',
  body,
  brotli: undefined,
  isImmutable: false,
  ...part,
});
const pages = new Map([
  ['/index.html', file(html, {})],
  [
    '/assets/main-1.js',
    file(script, {
      type: 'text/javascript',
      brotli: brotliCompressSync(script),
      isImmutable: true,
    }),
  ],
]);
const app = new Hono();
servePages(app, pages);
app.notFound((c) => c.text('not found', 404));
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(app.request(path, { headers }));

test('every view is answered with the page, which is asked for anew each time', async () => {
  for (const path of ['/', '/incidents/1', '/attackers/203.0.113.7', '/users/ada@example.com']) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(await answer.text(), html.toString());
    assert.equal(answer.headers.get('cache-control'), 'no-cache');
  }
});

test('a file that is not there is no page, and the API is not ours', async () => {
  for (const path of [
    '/assets/main-2.js',
    '/robots.txt',
    '/favicon.ico',
    '/api/v1/nothing',
    '/assets/..%2fx',
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('an asset is kept for ever, and compressed for whoever takes it', async () => {
  const plain = await get('/assets/main-1.js');
  assert.equal(plain.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(plain.headers.get('content-encoding'), null);
  assert.equal(await plain.text(), script.toString());
  const small = await get('/assets/main-1.js', { 'accept-encoding': 'gzip, br' });
  assert.equal(small.headers.get('content-encoding'), 'br');
  assert.equal(small.headers.get('vary'), 'accept-encoding');
  const body = Buffer.from(await small.arrayBuffer());
  assert.equal(brotliDecompressSync(body).toString(), script.toString());
});
