// A test file of an app, run by `node --test`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { mock, test } from 'node:test';

test('a function of Node is mocked and restored', () => {
  const original = fs.readFileSync;
  const mocked = mock.method(fs, 'readFileSync', () => 'mocked');
  assert.equal(fs.readFileSync('/nowhere'), 'mocked');
  assert.equal(mocked.mock.callCount(), 1);
  mock.restoreAll();
  assert.equal(fs.readFileSync, original);
});

test('a server is started, asked and closed', async () => {
  const server = http.createServer((req, res) => res.end(req.url));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/path`);
  assert.equal(await answer.text(), '/path');
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
});
