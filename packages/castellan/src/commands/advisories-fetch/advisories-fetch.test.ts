import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dockerArchive, zipOf } from '@castellan/check/cases';
import { startCli } from '../../case-cli.ts';
import { advisoriesAt } from '../check/advisories-at.ts';
import { advisoriesFetch } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'advisories-'));
const entry = (id: string, ecosystem: string, name: string, fixed: string): string =>
  JSON.stringify({
    id,
    modified: '2026-11-01T00:00:00Z',
    summary: `A hole in ${name}`,
    aliases: [`CVE-2026-${id.length}000`],
    severity: [
      {
        type: 'CVSS_V3',
        score: `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:${id.endsWith('L') ? 'L/I:N/A:N' : 'H/I:H/A:H'}`,
      },
    ],
    affected: [
      {
        package: { ecosystem, name },
        ranges: [
          {
            type: ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM',
            events: [{ introduced: '0' }, { fixed }],
          },
        ],
      },
    ],
  });
const archives: Readonly<Record<string, Buffer>> = {
  '/npm/all.zip': await zipOf({ 'a.json': entry('GHSA-a', 'npm', 'left-pad', '1.3.0') }),
  '/Debian%3A12/all.zip': await zipOf({
    'b.json': entry('DEBIAN-CVE-L', 'Debian:12', 'openssl', '3.0.15-1~deb12u1'),
    'c.json': entry('DEBIAN-CVE-H', 'Debian:12', 'openssl', '3.0.11-1~deb12u2'),
  }),
};
const server = createServer((request, response) => {
  const archive = archives[request.url ?? ''];
  response.statusCode = archive === undefined ? 404 : 200;
  response.end(archive);
});
let from = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const image = dockerArchive({
  layers: [
    [
      { path: 'etc/os-release', text: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n' },
      {
        path: 'var/lib/dpkg/status',
        text: 'Package: libssl3\nStatus: install ok installed\nSource: openssl\nVersion: 3.0.11-1~deb12u1\n',
      },
    ],
    [
      {
        path: 'app/node_modules/left-pad/package.json',
        text: '{"name":"left-pad","version":"1.2.0"}',
      },
      { path: 'app/node_modules/gone/package.json', text: '{"name":"gone","version":"1.0.0"}' },
    ],
    [{ path: 'app/node_modules/.wh.gone' }],
  ],
});

test('an image and a lockfile are unknown before, and judged after', async () => {
  writeFileSync(join(folder, 'shop.tar'), image);
  writeFileSync(
    join(folder, 'package-lock.json'),
    '{"lockfileVersion":3,"packages":{"":{},"node_modules/left-pad":{"version":"1.2.0"}}}',
  );
  const ofImage = ['check', 'image', 'shop.tar', '--advisories', 'kept'] as const;
  const only = ['--only', 'image/system-packages', '--only', 'image/node-packages'];
  const before = await startCli(folder, ...ofImage, ...only);
  assert.match(before.out, /castellan advisories fetch Debian:12/, before.err);
  assert.equal(before.code, 3, before.out);

  const fetched = ['advisories', 'fetch', 'npm', 'Debian:12', '--into', 'kept', '--from', from];
  const told = await startCli(folder, ...fetched);
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /npm: 1 entries, in .*\nDebian:12: 2 entries/);
  assert.equal(readdirSync(join(folder, 'kept')).length, 2);

  const after = await startCli(folder, ...ofImage, ...only);
  assert.equal(after.code, 1, after.out);
  assert.match(
    after.out,
    /left-pad 1\.2\.0: A hole in left-pad \(GHSA-a, CVE-2026-6000; CVSS\s+9\.8\);\s+mended in 1\.3\.0/,
  );
  assert.match(
    after.out,
    /openssl 3\.0\.11-1~deb12u1: [^\n]*the\s+worst\s+critical;\s+mended\s+in\s+3\.0\.15-1~deb12u1/,
  );
  assert.doesNotMatch(after.out, /gone/);

  const ofRepo = ['check', '--only', 'deps/advisories', '--offline', '--advisories', 'kept'];
  const repo = await startCli(folder, ...ofRepo);
  assert.equal(repo.code, 1, repo.out);
  assert.match(repo.out, /left-pad 1\.2\.0/);
});

test('--offline asks no service, and only ecosystems that can be compared are fetched', async () => {
  assert.throws(() => advisoriesAt('https://api.osv.dev', true), /--offline asks nobody/);
  assert.throws(() => advisoriesAt('https://', false), /is no address/);
  assert.equal(advisoriesAt('https://api.osv.dev/', false).name, 'https://api.osv.dev');
  await assert.rejects(async () => advisoriesFetch.run(['PyPI']), /"PyPI" is none of npm/);
});

test('what cannot be fetched leaves what is there, and is told', async () => {
  const gone = await startCli(
    folder,
    'advisories',
    'fetch',
    'Debian:11',
    '--into',
    'x',
    '--from',
    from,
  );
  assert.equal(gone.code, 1);
  assert.match(gone.err, /Debian%3A11\/all\.zip answers 404/);
  assert.deepEqual(readdirSync(join(folder, 'x')), []);
});
