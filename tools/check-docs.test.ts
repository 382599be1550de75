import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkDocs } from './registry/check-docs.ts';
import { root } from './workspace.ts';

for (const { path, text } of checkDocs()) {
  test(`${path} is what the rules say: node -C castellan-source tools/check-docs.ts`, () => {
    assert.equal(readFileSync(join(root, path), 'utf8'), text);
  });
}
