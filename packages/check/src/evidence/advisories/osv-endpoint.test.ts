import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { EvidenceValues } from '../registry.generated.ts';
import { collectors } from '../registry.generated.ts';
import { Session } from '../session.ts';
import { madeUpSource } from '../made-up.ts';
import { osvEndpoint } from './osv-endpoint.ts';

const asked: string[] = [];
let isDown = false;
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    asked.push(`${request.url} ${body}`);
    response.statusCode = isDown ? 503 : 200;
    if (request.url === '/v1/querybatch') {
      const { queries } = JSON.parse(body) as { queries: { package: { name: string } }[] };
      const results = queries.map((one) =>
        one.package.name === 'a' ? { vulns: [{ id: 'X-1', modified: '' }] } : {},
      );
      response.end(JSON.stringify({ results }));
      return;
    }
    response.end(
      JSON.stringify({
        id: 'X-1',
        modified: '',
        summary: 'A hole',
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
        affected: [
          {
            package: { ecosystem: 'npm', name: 'a' },
            ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }],
          },
        ],
      }),
    );
  });
});
let url = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
after(() => server.close());

const lockfile = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': {},
    'node_modules/a': { version: '1.1.0', dev: true },
    'node_modules/b/node_modules/a': { version: '1.1.0' },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/d': { version: 'git+ssh://example.com/d' },
  },
});

test('packages of the lockfile are asked about, each version once, and nothing else is told', async () => {
  const source = {
    ...madeUpSource({ 'package-lock.json': lockfile, 'secret.txt': 'x' }),
    advisories: osvEndpoint(url),
  };
  const evidence = await new Session(source).ask<unknown>(collectors.advisories);
  assert.equal(evidence.status, 'available');
  const { hits, asked: count, unjudged } = evidence.value as EvidenceValues['advisories'];
  assert.deepEqual([count, unjudged], [2, 1]);
  assert.deepEqual(
    hits.map(({ name, place, isDev, severity, score, fixedIn }) => [
      name,
      place,
      isDev,
      severity,
      score,
      fixedIn,
    ]),
    [['a', 'node_modules/b/node_modules/a', false, 'critical', 9.8, ['1.2.0']]],
  );
  const names = ['a', 'c'].map((name) => ({ package: { name, ecosystem: 'npm' } }));
  assert.deepEqual(
    (JSON.parse(asked[0]!.replace(/^\S+ /, '')) as { queries: object[] }).queries.map((query) => ({
      ...query,
    })),
    [
      { ...names[0], version: '1.1.0' },
      { ...names[1], version: '1.0.0' },
    ],
  );
});

const manifest = '{"dependencies":{"b":"1"},"devDependencies":{"a":"1"}}';
const others: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': `lockfileVersion: '9.0'
importers:
  .:
    dependencies: { b: { specifier: '1', version: 1.0.0 } }
    devDependencies: { a: { specifier: '1', version: 1.1.0(b@1.0.0) } }
packages:
  a@1.1.0: { resolution: { integrity: x } }
  b@1.0.0: { resolution: { integrity: x } }
snapshots:
  a@1.1.0(b@1.0.0): { dependencies: { b: 1.0.0 } }
  b@1.0.0: {}
`,
  'yarn.lock': 'a@1:\n  version "1.1.0"\n  dependencies:\n    b "1"\n\nb@1:\n  version "1.0.0"\n',
  'bun.lock': `{
  "lockfileVersion": 1,
  "workspaces": { "": { "dependencies": { "b": "1" }, "devDependencies": { "a": "1" } } },
  "packages": {
    "a": ["a@1.1.0", "", { "dependencies": { "b": "1" } }, "x"],
    "b": ["b@1.0.0", "", {}, "x"],
  },
}`,
};

for (const [path, text] of Object.entries(others))
  test(`packages of ${path} are asked about, and what only development asks for is told`, async () => {
    const source = {
      ...madeUpSource({ 'package.json': manifest, [path]: text, 'bun.lockb': '' }),
      advisories: osvEndpoint(url),
    };
    const evidence = await new Session(source).ask<unknown>(collectors.advisories);
    assert.equal(evidence.status, 'available');
    const { hits, asked: count, unread } = evidence.value as EvidenceValues['advisories'];
    assert.equal(count, 2);
    assert.deepEqual(
      hits.map(({ name, version, place, isDev }) => [name, version, place, isDev]),
      [['a', '1.1.0', path, true]],
    );
    assert.equal(unread === undefined, path === 'bun.lock', 'a binary lockfile beside it');
  });

test('a service that is away makes it unknown', async () => {
  isDown = true;
  const source = {
    ...madeUpSource({ 'package-lock.json': lockfile }),
    advisories: osvEndpoint(url),
  };
  const evidence = await new Session(source).ask<unknown>(collectors.advisories);
  assert.equal(evidence.status, 'unavailable');
  assert.match(evidence.reason, /tells no advisories \(it answered 503\)/);
});
