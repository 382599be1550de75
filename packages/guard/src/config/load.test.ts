import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { formatToken } from '@castellan/core';
import { loadConfiguration } from './load.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'castellan-config-'));
after(() => rmSync(cwd, { recursive: true, force: true }));
const token = formatToken('ingest', 'a'.repeat(43));
const load = (env: NodeJS.ProcessEnv): ReturnType<typeof loadConfiguration> =>
  loadConfiguration([], env, cwd);
const problemsOf = (env: NodeJS.ProcessEnv): string[] => {
  const loaded = load(env);
  return loaded.ok ? [] : loaded.problems.map(({ key, message }) => `${key} ${message}`);
};

test('watch, its token and the trusted proxies come from the environment', () => {
  const loaded = load({
    CASTELLAN_WATCH_URL: 'https://watch.example.com',
    CASTELLAN_TOKEN: token,
    CASTELLAN_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1',
  });
  assert.ok(loaded.ok);
  const { watchUrl, watchToken, trustedProxies, spoolDirectory } = loaded.configuration;
  assert.deepEqual(
    { watchUrl, watchToken, trustedProxies, spoolDirectory },
    {
      watchUrl: 'https://watch.example.com',
      watchToken: token,
      trustedProxies: ['10.0.0.0/8', '2001:db8::1'],
      spoolDirectory: path.join(cwd, '.castellan', 'spool'),
    },
  );
});

test('an address without a token is a problem, named by its variable', () => {
  const [problem = ''] = problemsOf({ CASTELLAN_WATCH_URL: 'https://watch.example.com' });
  assert.match(problem, /^CASTELLAN_TOKEN is required with CASTELLAN_WATCH_URL/);
});

test('a token with a slip in it is told, and never shown', () => {
  const [problem = ''] = problemsOf({ CASTELLAN_TOKEN: `${token.slice(0, -1)}!` });
  assert.match(problem, /^CASTELLAN_TOKEN accepts an ingest token of watch/);
  assert.equal(problem.includes('aaaa'), false);
  assert.equal(problemsOf({ CASTELLAN_TOKEN: formatToken('api', 'a'.repeat(43)) }).length, 1);
});

test('addresses that lead nowhere, or carry a password, are problems', () => {
  for (const url of [
    'watch.example.com',
    'ftp://watch',
    'https://u:p@watch',
    'https://watch/?x',
    '',
  ]) {
    assert.equal(problemsOf({ CASTELLAN_WATCH_URL: url, CASTELLAN_TOKEN: token }).length, 1, url);
  }
});

test('a proxy that is no network is a problem, named by its variable', () => {
  const [problem = ''] = problemsOf({ CASTELLAN_TRUSTED_PROXIES: '10.0.0.0/8,proxy.internal' });
  assert.match(problem, /^CASTELLAN_TRUSTED_PROXIES accepts an address or a network/);
});
