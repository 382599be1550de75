import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packedAmong } from './packed-among.ts';

const paths = [
  'package.json',
  'README.md',
  'LICENSE',
  '.env',
  '.npmrc',
  'package-lock.json',
  'src/a.ts',
  'src/a.test.ts',
  'dist/a.js',
  'dist/a.js.map',
  'node_modules/x/index.js',
  '.git/HEAD',
];
const always = ['package.json', 'README.md', 'LICENSE'];

test('without files and ignore files all is packed but what npm never takes', () => {
  assert.deepEqual(packedAmong(paths, undefined, new Map()), [
    ...always,
    '.env',
    'src/a.ts',
    'src/a.test.ts',
    'dist/a.js',
    'dist/a.js.map',
  ]);
});

test('an ignore file takes away, never the manifest', () => {
  const ignores = new Map([['', 'src\n.env\n*.map\npackage.json']]);
  assert.deepEqual(packedAmong(paths, undefined, ignores), [...always, 'dist/a.js']);
});

test('files names what is packed; ! takes back; the root ignore file does not count', () => {
  const ignores = new Map([['', 'dist']]);
  assert.deepEqual(packedAmong(paths, ['dist', '!dist/**/*.map'], ignores), [
    ...always,
    'dist/a.js',
  ]);
  assert.deepEqual(packedAmong(paths, ['./src/*.ts'], ignores), [
    ...always,
    'src/a.ts',
    'src/a.test.ts',
  ]);
  assert.deepEqual(packedAmong(paths, ['dist'], new Map([['dist', '*.map']])), [
    ...always,
    'dist/a.js',
  ]);
  assert.deepEqual(packedAmong(paths, [], new Map()), always);
});
