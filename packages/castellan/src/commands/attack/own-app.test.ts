import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ownAddress, proofPath } from './own-app.ts';

const out = mkdtempSync(join(tmpdir(), 'castellan-own-app-'));
after(() => rmSync(out, { recursive: true, force: true }));

/** An address of this machine that others reach it by: to the run it is like anybody's. */
const outer = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.internal === false && one.family === 'IPv4')?.address;

test('this machine is the operator’s own, by whatever name', async () => {
  assert.equal(await ownAddress(new URL('http://127.0.0.1:1'), out), '127.0.0.1');
  assert.match(await ownAddress(new URL('http://localhost:1'), out), /^(?:127\.0\.0\.1|::1)$/);
  assert.equal(await ownAddress(new URL('http://[::1]:1'), out), '::1');
});

test(
  'another host is refused until it shows the token, and asked for nothing else',
  { skip: outer === undefined },
  async () => {
    let text = '';
    const asked: string[] = [];
    const server = createServer((req, res) => {
      asked.push(`${req.method} ${req.url}`);
      res.end(text);
    }).listen(0, outer);
    await once(server, 'listening');
    const url = new URL(`http://${outer}:${(server.address() as AddressInfo).port}`);
    try {
      await assert.rejects(
        ownAddress(url, out),
        /nothing shows that it is yours.*castellan-attack\.txt/s,
      );
      text = 'castellan-attack-of-somebody-else';
      await assert.rejects(ownAddress(url, out), /nothing shows that it is yours/);
      text = readFileSync(join(out, 'proof-token'), 'utf8');
      assert.equal(await ownAddress(url, out), outer);
      assert.deepEqual([...new Set(asked)], [`GET ${proofPath}`]);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  },
);
