import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { caseAlert } from '../case-alert.ts';
import { notifier } from './webhook.ts';

type Check = (body: Buffer, header: string | undefined, secret: string, nowMs: number) => boolean;

const page = new URL('../../../../../docs/watch/notifications.md', import.meta.url);

/** The receiver's check as the documentation gives it, run as it stands there. */
async function documentedCheck(): Promise<Check> {
  const [, code = ''] = /```js\n([^]*?)```/.exec(readFileSync(page, 'utf8')) ?? [];
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  return ((await import(url)) as { isFromCastellan: Check }).isFromCastellan;
}

test('the documented check takes what we sign, and nothing that was changed, is old or is another’s', async () => {
  const check = await documentedCheck();
  const secret = 'a secret of sixteen characters';
  const now = new Date('2026-11-26T04:00:00Z');
  const settings = { url: 'https://hooks.example.com/', secret };
  const message = notifier.message(caseAlert({ title: 'Überfall 🏰' }), settings as never, now);
  assert.equal(message.via, 'http');
  const body = Buffer.from(message.body);
  const header = message.headers['castellan-signature'] ?? '';
  const at = now.getTime();
  assert.equal(check(body, header, secret, at), true);
  assert.equal(check(body, header, secret, at + 300_000), true);
  assert.equal(check(body, header, secret, at + 301_000), false, 'replayed');
  assert.equal(check(body, header, 'another secret', at), false);
  assert.equal(check(Buffer.concat([body, Buffer.from(' ')]), header, secret, at), false);
  const other = header.replace(/t=\d+/, `t=${at / 1_000 + 1}`);
  assert.equal(check(body, other, secret, at), false, 'the time is signed too');
  for (const nothing of [undefined, '', 't=1,v1=', `v1=${'0'.repeat(64)}`]) {
    assert.equal(check(body, nothing, secret, at), false);
  }
});
