import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortAgent } from './agent.ts';

test('agents are named in a word, the tool before the browser that it claims to be', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
  assert.equal(shortAgent(chrome), 'Chrome');
  assert.equal(shortAgent(`${chrome} Edg/120.0`), 'Edge');
  assert.equal(shortAgent('sqlmap/1.8#stable (https://sqlmap.org)'), 'sqlmap');
  assert.equal(shortAgent('curl/8.5.0'), 'curl');
  assert.equal(shortAgent('Mozilla/5.0 (compatible; Googlebot/2.1)'), 'a crawler');
  assert.equal(shortAgent(''), 'something else');
  assert.equal(shortAgent('<script>'), 'something else');
});
