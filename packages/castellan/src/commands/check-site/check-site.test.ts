import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { reportSchema } from '@castellan/check';

const cli = new URL('../../cli.ts', import.meta.url).href;
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

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function castellan(...argv: string[]): Promise<Said> {
  const code = `import { main } from ${JSON.stringify(cli)}; process.exitCode = await main(${JSON.stringify(argv)});`;
  const flags = ['-C', 'castellan-source', '--input-type=module', '-e', code];
  return new Promise((resolve) => {
    execFile(process.execPath, flags, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test('a site is judged by the rules about sites, in every form', async () => {
  const told = await castellan('check', 'site', `http://${address}`);
  assert.equal(told.code, 1, told.err);
  assert.match(told.out, /✖ critical {2}exposed\/files P6 {2}http:\/\/127\.0\.0\.1:\d+\/\.env/);
  assert.match(told.out, /headers\/csp C6/);
  assert.doesNotMatch(told.out, /secrets\/tree|41 practices/);
  const { out } = await castellan('check', 'site', `http://${address}`, '--json');
  const report = reportSchema.parse(JSON.parse(out));
  assert.equal(report.kind, 'site');
  assert.ok(report.isWhole);
});

test('what is no site, or does not answer, is told in words', async () => {
  const none = await castellan('check', 'site');
  assert.equal(none.code, 2);
  assert.match(none.err, /which site\? castellan check site https:/);
  const gone = await castellan('check', 'site', 'http://127.0.0.1:1');
  assert.equal(gone.code, 3);
  assert.match(gone.out, /does not answer/);
  const other = await castellan('check', '--only', 'headers/csp');
  assert.equal(other.code, 2);
  assert.match(other.err, /about a running site: castellan check site URL/);
});
