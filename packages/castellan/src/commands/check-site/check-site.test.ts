import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { folderWith, startCli } from '../../case-cli.ts';

let server: Server;
let address = '';
let folder = '';
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-site-'));
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    if (request.url === '/.env') response.setHeader('content-type', 'text/plain');
    response.end(request.url === '/.env' ? 'TOKEN=1\n' : '<title>\u001b[31mshop</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('a site is judged by the rules about sites, in every form', async () => {
  const told = await startCli('.', 'check', 'site', `http://${address}`);
  assert.equal(told.code, 1, told.err);
  assert.match(told.out, /✖ critical {2}exposed\/files P6 {2}http:\/\/127\.0\.0\.1:\d+\/\.env/);
  assert.match(told.out, /headers\/csp C6/);
  assert.doesNotMatch(told.out, /secrets\/tree|41 practices/);
  const { out } = await startCli('.', 'check', 'site', `http://${address}`, '--json');
  const report = reportSchema.parse(JSON.parse(out));
  assert.equal(report.kind, 'site');
  assert.ok(report.isWhole);
});

test('a server that is no site is judged by its TLS alone, and passwords of its address stay out', async () => {
  const gone = await startCli('.', 'check', 'site', 'postgres://me:hunter2@127.0.0.1:1/shop');
  assert.equal(gone.code, 3);
  assert.match(gone.out, /castellan check \S+: postgres:\/\/127\.0\.0\.1:1\n/);
  assert.match(gone.out, /tls\/protocols I3/);
  assert.doesNotMatch(gone.out, /hunter2|headers\/csp|cookies/);
  const odd = await startCli('.', 'check', 'site', 'gopher://example.com');
  assert.equal(odd.code, 2);
  assert.match(odd.err, /is no address of a site or a server/);
});

test('what is no site, or does not answer, is told in words', async () => {
  const none = await startCli('.', 'check', 'site');
  assert.equal(none.code, 2);
  assert.match(none.err, /which site\? castellan check site https:/);
  const gone = await startCli('.', 'check', 'site', 'http://127.0.0.1:1');
  assert.equal(gone.code, 3);
  assert.match(gone.out, /does not answer/);
  const other = await startCli('.', 'check', '--only', 'headers/csp');
  assert.equal(other.code, 2);
  assert.match(other.err, /about a running site: castellan check site URL/);
});

function configured(check: object): string {
  return folderWith(folder, {
    'castellan.config.ts': `import { defineConfig } from 'castellan';\nexport default defineConfig({\n  check: ${JSON.stringify(check)},\n});\n`,
  });
}

test('the configuration says which sites, what counts, what is accepted, and where reports go', async () => {
  const accepted = { reason: 'a trap', owner: 'ana', until: '2099-01-01' };
  const root = configured({
    targets: { sites: [`http://${address}`], domains: ['example.com'] },
    rules: { headers: 'low', 'exposed/fingerprint': 'off' },
    accept: [{ rule: 'exposed/files', ...accepted }],
    output: ['out.json'],
  });
  const { code, out, err } = await startCli(root, 'check', 'site');
  const [, name] = /127\.0\.0\.1:(\d+)$/.exec(address) ?? [];
  const file = join(root, `out.site-127.0.0.1-${name}.json`);
  assert.ok(existsSync(file), err + out);
  const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  assert.equal(report.kind, 'site');
  const headers = report.findings.filter(({ rule }) => rule.startsWith('headers/'));
  assert.ok(headers.length > 0 && headers.every(({ severity }) => severity === 'low'));
  const files = report.findings.filter(({ rule }) => rule === 'exposed/files');
  assert.ok(files.length > 0 && files.every(({ acceptance }) => acceptance?.owner === 'ana'));
  const off = report.rules.find(({ rule }) => rule === 'exposed/fingerprint');
  assert.equal(off?.status, 'unknown');
  assert.equal(code, 0, 'the one grave finding is accepted');
  const named = await startCli(root, 'check', 'site', `http://${address}`, '--json');
  const same = reportSchema.parse(JSON.parse(named.out));
  assert.deepEqual(
    same.findings.map(({ rule, severity, acceptance }) => [rule, severity, acceptance?.reason]),
    report.findings.map(({ rule, severity, acceptance }) => [rule, severity, acceptance?.reason]),
  );
});

test('a configuration that is wrong is told with its line, before anything is asked', async () => {
  const wrong: readonly (readonly [targets: object, message: RegExp, kind: string])[] = [
    [
      { sites: ['gopher://a.example'] },
      /:3: check\.targets\.sites\[0\] is not an address of/,
      'site',
    ],
    [{ domains: ['a b'] }, /:3: check\.targets\.domains\[0\] is not a domain such/, 'domain'],
    [{ hosts: ['web-1'] }, /:3: check\.targets\.hosts\[0\] is not a host: local, or ssh/, 'host'],
    [{ image: ['a.tar'] }, /:3: unknown key "image".*did you mean "images"\?/, 'image'],
  ];
  for (const [targets, message, kind] of wrong) {
    const { code, err } = await startCli(configured({ targets }), 'check', kind);
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
  const none = await startCli(configured({}), 'check', 'host', '--all');
  assert.equal(none.code, 2);
  assert.match(none.err, /names no hosts/);
});
