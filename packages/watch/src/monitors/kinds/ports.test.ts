import assert from 'node:assert/strict';
import { createServer as createTcpServer } from 'node:net';
import { test } from 'node:test';
import { look, portOf } from '../case-look.ts';
import type { Look } from '../monitor-kind.ts';
import { readPorts } from '../port-list.ts';

test('ports: the first look or the settings say what is to be open', async () => {
  const listener = createTcpServer((socket) => socket.destroy());
  const open = await portOf(listener);
  const spare = createTcpServer();
  const shut = await portOf(spare);
  await new Promise((resolve) => spare.close(resolve));
  const ask = (more: object, remembered?: unknown): Promise<Look> =>
    look('ports', { host: '127.0.0.1', ports: `${open}, ${shut}`, ...more }, remembered);
  const first = await ask({});
  assert.deepEqual([first.level, first.remembered], ['ok', [open]]);
  assert.equal((await ask({ expected: `${open}` })).level, 'ok');
  assert.equal((await ask({}, [])).summary, `Open and not expected: ${open}`);
  assert.equal((await ask({}, [open, shut])).summary, `Expected and not open: ${shut}`);
  const both = await ask({ expected: `${shut}` });
  assert.equal(both.level, 'critical');
  assert.equal(both.summary, `Open and not expected: ${open}; Expected and not open: ${shut}`);
  await assert.rejects(look('ports', { host: '10.0.0.1', ports: '80' }), /is an inner address/);
  assert.deepEqual(readPorts('443, 20-22 22'), [20, 21, 22, 443]);
  for (const text of ['0', '70000', '9-1', 'http', '1-2000']) {
    assert.equal(readPorts(text), undefined, text);
  }
});
