import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exposedFiles } from '@castellan/core';
import { look, site } from '../case-look.ts';
import type { Look } from '../monitor-kind.ts';

test('files: the real thing is told, a page for every path is not', async () => {
  let files: Readonly<Record<string, string>> = {};
  let other: readonly [status: number, text: string] = [404, 'gone'];
  const url = await site(({ url = '' }, response) => {
    const file = files[url];
    const [status, text] = file === undefined ? other : [200, file];
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
  });
  const ask = (): Promise<Look> => look('files', { site: url });
  assert.equal((await ask()).summary, 'Nothing is exposed');
  files = { '/.git/HEAD': 'ref: refs/heads/main\n', '/.env': 'SECRET_KEY=hunter2\n' };
  const found = await ask();
  assert.equal(found.level, 'critical');
  assert.equal(found.summary, 'Open to everybody: /.git/HEAD, /.env');
  assert.ok(!JSON.stringify(found).includes('hunter2'), 'no content is kept');
  files = {};
  other = [200, 'APP=1\n'];
  assert.equal((await ask()).level, 'ok', 'each path answers so');
  assert.ok(exposedFiles.length > 20);
  await assert.rejects(look('files', { site: 'http://127.0.0.1:9' }), /ECONNREFUSED/);
});

test('files: a path that gives no answer is not called safe', async () => {
  const url = await site(({ url }, response) => {
    if (url === '/.env') response.destroy();
    else response.writeHead(404).end();
  });
  const { level, summary } = await look('files', { site: url });
  assert.equal(level, 'warning');
  assert.match(summary, /^1 of \d+ paths gave no answer$/);
});
