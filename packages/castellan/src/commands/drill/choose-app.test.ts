import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../usage-error.ts';
import { chooseApp, type KnownApp } from './choose-app.ts';

const app = (name: string, address?: string): KnownApp => ({
  id: name,
  name,
  isDemo: false,
  ...(address !== undefined && { address }),
});
const shop = app('shop', 'https://shop.example.com/start');
const blog = app('blog');
const demo: KnownApp = { ...app('demo'), isDemo: true };
const local = new URL('http://localhost:3000/');
const refused = (apps: readonly KnownApp[], target: URL, name?: string): string => {
  try {
    chooseApp(apps, target, name);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  throw new Error('it was chosen');
};

test('the app that is named, whose address it is, or the only one', () => {
  assert.equal(chooseApp([shop, blog], local, 'blog'), blog);
  assert.equal(chooseApp([shop, blog], new URL('https://shop.example.com/x'), undefined), shop);
  assert.equal(chooseApp([demo, blog], local, undefined), blog);
});

test('which one it is, is asked and not guessed', () => {
  assert.match(refused([shop, blog], local), /which app is at .*--name, one of shop, blog/);
  assert.match(refused([demo], local), /watch knows no app: add one/);
  assert.match(refused([shop, demo], local, 'demo'), /knows no app "demo"; it knows shop/);
});

test('away from this machine only an address that an admin has set is attacked', () => {
  const elsewhere = /neither on this machine nor the address of blog/;
  for (const url of [
    'https://blog.example.com/',
    'http://10.0.0.1/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://[::2]/',
  ]) {
    assert.match(refused([blog], new URL(url)), elsewhere, url);
  }
  assert.match(refused([shop], new URL('http://shop.example.com/')), /neither on this machine/);
  assert.match(refused([shop], new URL('https://shop.example.com:8443/')), /neither on/);
  for (const url of [
    'http://127.0.0.1:1/',
    'http://[::1]/',
    'http://127.8.8.8/',
    'http://2130706433/',
  ])
    assert.equal(chooseApp([blog], new URL(url), undefined), blog, url);
});
