import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { startCli } from '../../case-cli.ts';

let server: Server;
let address = '';
before(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    if (request.url === '/.env') response.setHeader('content-type', 'text/plain');
    response.end(request.url === '/.env' ? 'TOKEN=1\n' : '<title>\u001b[31mshop</title>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

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
