import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { type RequestContext, runInRequest } from '../../context/request-context.ts';
import { probeContext } from '../../verdict/probe.ts';
import { redirectedFrom, watchRedirects } from './redirects.ts';

watchRedirects();
const server = http.createServer((_req, res) => {
  res.writeHead(302, { location: 'http://internal.example/' }).end();
});
let url = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
after(() => server.close());

const clients = {
  http: () =>
    new Promise<void>((resolve, reject) => {
      http.get(url, (response) => response.resume().once('end', resolve)).once('error', reject);
    }),
  fetch: async () => {
    await (await fetch(url, { redirect: 'manual' })).text();
  },
};

for (const [name, ask] of Object.entries(clients))
  test(`${name}: a redirect is known to the request that met it, and to no other`, async () => {
    const [first, second] = [probeContext(''), probeContext('')];
    await runInRequest(first, ask);
    assert.deepEqual(origins(first), ['127.0.0.1']);
    assert.deepEqual(origins(second), []);
    // The connection that the first one opened is used again.
    await runInRequest(second, ask);
    assert.deepEqual(origins(second), ['127.0.0.1']);
  });

const origins = (context: RequestContext): readonly string[] =>
  redirectedFrom(context, 'internal.example');
