import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { redactText } from '../redaction/redact-value.ts';
import { formatToken, tokenKindOf, tokenKinds } from './token-format.ts';

const secret = (): string => randomBytes(32).toString('base64url');

test('a token is recognised with its kind, and its checksum is CRC-32', () => {
  for (const kind of tokenKinds) {
    const token = formatToken(kind, secret());
    assert.equal(tokenKindOf(token), kind);
    const expected = crc32(token.slice(0, -6)).toString(36).padStart(6, '0').slice(-6);
    assert.equal(token.slice(-6), expected);
  }
});

test('a token with one character changed is none', () => {
  const token = formatToken('ingest', secret());
  for (let at = 0; at < token.length; at += 1) {
    const changed = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);
    assert.equal(tokenKindOf(changed), undefined, `at ${at}`);
  }
  for (const other of ['', 'cst_', `${token}x`, ` ${token}`, token.replace('ingest', 'other')])
    assert.equal(tokenKindOf(other), undefined);
});

test('tokens are masked in what is shown', () => {
  const token = formatToken('api', secret());
  assert.doesNotMatch(redactText(`sent ${token} to`), new RegExp(token.slice(12, 30)));
});
