import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { EvidenceChain, newEvidenceKey } from '@castellan/core/evidence';
import { folderWith, runCli } from '../../case-cli.ts';

const parent = mkdtempSync(join(tmpdir(), 'castellan-evidence-'));
after(() => rmSync(parent, { recursive: true }));

test('a pack is said to be whole, and what was changed in it is named', () => {
  const { privatePem, publicKey } = newEvidenceKey();
  const chain = new EvidenceChain();
  const pack = [
    chain.add('header', { from: 'a day', until: 'another' }),
    chain.add('audit', { act: 'sign in' }),
    chain.end(privatePem),
  ].join('');
  const root = folderWith(parent, {
    'pack.jsonl': pack,
    'bad.jsonl': pack.replace('sign in', 'sign up'),
  });
  const whole = runCli(root, 'verify-evidence', 'pack.jsonl', '--key', publicKey);
  assert.equal(whole.code, 0, whole.err);
  assert.match(whole.out, /whole and unchanged\n {2}from a day until another/);
  assert.match(whole.out, /audit: 1\n/);
  const changed = runCli(root, 'verify-evidence', 'bad.jsonl');
  assert.equal(changed.code, 1);
  assert.match(changed.err, /line 3 does not follow from the line before/);
  const other = newEvidenceKey().publicKey;
  assert.match(
    runCli(root, 'verify-evidence', 'pack.jsonl', '--key', other).err,
    /signed with another key/,
  );
  assert.equal(runCli(root, 'verify-evidence', 'none.jsonl').code, 2);
  assert.equal(runCli(root, 'verify-evidence').code, 2);
});
