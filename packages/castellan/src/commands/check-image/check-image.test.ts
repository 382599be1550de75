import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { dockerArchive } from '@castellan/check/cases';
import { startCli } from '../../case-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-image-'));
after(() => rmSync(folder, { recursive: true }));

test('an image is judged by the rules about images', async () => {
  const config = { Cmd: ['node'], Env: ['DB_PASSWORD=hunter2'] };
  const layers = [[{ path: 'app/.env', text: 'A=1\n' }], [{ path: 'app/.wh..env' }]];
  writeFileSync(join(folder, 'shop.tar'), dockerArchive({ config, layers }));
  const told = await startCli(folder, 'check', 'image', 'shop.tar');
  assert.equal(told.code, 1, told.err + told.out);
  assert.match(told.out, /✖ high {2}image\/user I5 {2}shop:1/);
  assert.match(told.out, /ENV DB_PASSWORD has a value/);
  assert.match(told.out, /image\/leftovers P8 {2}app\/\.env[\s\S]*a later layer only\s+hides it/);
  assert.doesNotMatch(told.out, /hunter2|docker\/user/);
  const { out } = await startCli(folder, 'check', 'image', 'shop.tar', '--json');
  const report = reportSchema.parse(JSON.parse(out));
  assert.equal(report.kind, 'image');
  assert.ok(report.isWhole);
});

test('what is no image is told in words', async () => {
  const none = await startCli(folder, 'check', 'image');
  assert.equal(none.code, 2);
  assert.match(none.err, /which archive\? docker save/);
  writeFileSync(join(folder, 'a.txt'), 'hello');
  const text = await startCli(folder, 'check', 'image', 'a.txt');
  assert.equal(text.code, 3, text.out);
  assert.match(text.out, /a\.txt is no image/);
});
