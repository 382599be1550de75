import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type RunningShop, startShop } from '../../../tools/demo/shop-process.ts';
import { send } from '../../../tools/demo/send.ts';
import { customer } from '../../../tools/demo/senders.ts';
import { observeBenign, observeExploit, tryClass } from '../../../tools/demo/trial.ts';
import { classes, readAttacks, toHttp } from './attacks/attacks.js';
import { curlOf } from './attacks/curl.js';

let shop: RunningShop;
before(async () => {
  shop = await startShop({ port: 0, node: process.execPath, built: false });
});
after(() => shop.stop());

for (const [index, detection] of classes.entries()) {
  test(`the open shop falls to every exploit of ${detection} and serves every look-alike`, async () => {
    const attackClass = (await readAttacks(shop.adminPort))[index];
    assert.ok(attackClass);
    assert.equal(attackClass.detection, detection);
    assert.ok(attackClass.exploits.length >= 5);
    assert.ok(attackClass.benign.length >= 6);
    assert.ok(new Set(attackClass.exploits.map(({ carrier }) => carrier)).size >= 4);
    for await (const { id, open, ok } of tryClass({ open: shop.address }, attackClass, undefined)) {
      assert.ok(ok, `${id}: ${open.effect}, ${open.detail}`);
    }
  });
}

test('every file of attacks is listed, and every id names one case', async () => {
  const files = await readdir(fileURLToPath(new URL('../attacks/', import.meta.url)));
  assert.deepEqual(
    files.map((name) => name.replace('.json', '')).toSorted(),
    [...classes].toSorted(),
  );
  const all = await readAttacks(1);
  const ids = all.flatMap(({ exploits, benign }) => [...exploits, ...benign].map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
});

test('no exploit carries its own proof, except where it plants it', async () => {
  for (const { exploits } of await readAttacks(1)) {
    for (const { id, request, proof } of exploits) {
      if (id === 'upload-overwrites') continue;
      assert.ok(!JSON.stringify(request).includes(proof.contains), id);
    }
  }
});

test('an exploit without its payload has no effect, and a wrong answer fails a look-alike', async () => {
  const harmless = await observeExploit(shop.address, {
    id: 'x',
    title: 'x',
    carrier: 'query',
    idea: 'x',
    request: { path: '/search', query: { q: 'kettle' } },
    proof: { contains: 'FLAG{keeper-api-key}' },
  });
  assert.equal(harmless.effect, 'no effect');
  const missing = await observeBenign(shop.address, {
    id: 'x',
    title: 'x',
    request: { path: '/no-such-page' },
    expect: { status: 200 },
  });
  assert.equal(missing.effect, 'failed');
});

test('every page answers, in HTML', async () => {
  const pages = ['/', '/search?q=mug', '/products/oak-stool', '/login', '/orders', '/invoices'];
  for (const path of [...pages, '/cards', '/office', '/break-in']) {
    const request = { path, headers: { accept: 'text/html' } };
    const { status, body } = await send(shop.address, request, customer);
    assert.equal(status, 200, path);
    assert.match(body, /Vulnerable on purpose/, path);
  }
});

test('the command line for curl keeps quotes and bodies whole', () => {
  const request = { path: '/login', json: { email: "O'Brien" } };
  assert.equal(toHttp(request).method, 'POST');
  assert.match(
    curlOf('http://a', request),
    /--data-binary '\{"email":"O'\\''Brien"\}' 'http:\/\/a\/login'$/,
  );
});
