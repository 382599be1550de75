import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relyingPartyOf } from './relying-party.ts';

test('passkeys are for a name over TLS, or for one’s own machine by any of its names', () => {
  const of = (url: string): unknown => relyingPartyOf(new URL(url));
  const named = { id: 'watch.example.com', origin: 'https://watch.example.com:8443' };
  assert.deepEqual(of('https://watch.example.com:8443'), named);
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const own = { id: 'localhost', origin: 'http://localhost:7300' };
    assert.deepEqual(of(`http://${name}:7300`), own, name);
  }
  for (const bare of ['http://watch.example.com', 'https://192.0.2.7', 'https://[2001:db8::7]']) {
    assert.equal(of(bare), undefined, bare);
  }
});
