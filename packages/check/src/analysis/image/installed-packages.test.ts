import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moduleIn, systemPackagesIn } from './installed-packages.ts';

const status = `Package: libc6
Status: install ok installed
Source: glibc
Version: 2.36-9+deb12u4

Package: libc-bin
Status: install ok installed
Source: glibc
Version: 2.36-9+deb12u4

Package: libstdc++6
Status: install ok installed
Source: gcc-12 (12.2.0-14)
Version: 12.2.0-14+b1
Description: a library
 Version: this is prose

Package: left-over
Status: deinstall ok config-files
Version: 1.0

Package: broken
Status: install ok installed
`;

test('sources by dpkg: each once, by their own version, what is not installed left out', () => {
  const place = 'var/lib/dpkg/status';
  assert.deepEqual(systemPackagesIn(new Map([[place, status]])), [
    { place, name: 'glibc', version: '2.36-9+deb12u4' },
    { place, name: 'gcc-12', version: '12.2.0-14' },
  ]);
});

test('images without dpkg list each package in a file of its own', () => {
  const place = 'var/lib/dpkg/status.d/tzdata';
  const texts = new Map([[place, 'Package: tzdata\nVersion: 2024a-0+deb12u1\n']]);
  assert.deepEqual(systemPackagesIn(texts), [
    { place, name: 'tzdata', version: '2024a-0+deb12u1' },
  ]);
});

test('origins by apk', () => {
  const place = 'lib/apk/db/installed';
  const text = 'C:Q1\nP:libcrypto3\nV:3.5.1-r0\no:openssl\nF:lib\n\nP:musl\nV:1.2.5-r9\n\nP:odd\n';
  assert.deepEqual(systemPackagesIn(new Map([[place, text]])), [
    { place, name: 'openssl', version: '3.5.1-r0' },
    { place, name: 'musl', version: '1.2.5-r9' },
  ]);
  assert.deepEqual(systemPackagesIn(new Map([['etc/os-release', text]])), []);
});

test('a package.json without a name or a version is no package', () => {
  assert.deepEqual(moduleIn('{"name":"a","version":"1.0.0"}'), { name: 'a', version: '1.0.0' });
  for (const text of ['{"type":"module"}', '{"name":"","version":"1"}', '[]', 'null', '{'])
    assert.equal(moduleIn(text), undefined, text);
});
