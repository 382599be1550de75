import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { copyTemplate } from './case-template.ts';

const place = mkdtempSync(join(tmpdir(), 'castellan-template-'));
chmodSync(place, 0o755);
// What is made of it goes with the rest.
process.env['TMPDIR'] = place;
after(() => rmSync(place, { recursive: true }));

test('of several that are made at once one is kept, every copy is whole, and no later one is made', async () => {
  let made = 0;
  const template = {
    name: randomUUID(),
    data: 'data',
    files: ['key'],
    async make(directory: string) {
      made += 1;
      mkdirSync(join(directory, 'data'));
      writeFileSync(join(directory, 'key'), String(made));
      await pause(50);
      writeFileSync(join(directory, 'data', 'rows'), 'all of them', { mode: 0o644 });
    },
  };
  const copy = async (name: string): Promise<string> => {
    const copied = join(place, name);
    await copyTemplate(template, copied);
    assert.equal(readFileSync(join(copied, 'data', 'rows'), 'utf8'), 'all of them');
    return readFileSync(join(copied, 'key'), 'utf8');
  };
  const keys = await Promise.all(['one', 'two', 'three'].map(copy));
  assert.equal(made, 3);
  assert.equal(new Set(keys).size, 1, 'they are copies of one');
  assert.equal(await copy('four'), keys[0]);
  assert.equal(made, 3);
});
