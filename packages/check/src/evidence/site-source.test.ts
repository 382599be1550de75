import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { collectors } from './registry.generated.ts';
import { Session } from './session.ts';
import { siteSource } from './site-source.ts';

const closers: (() => void)[] = [];
after(() => closers.forEach((close) => close()));

async function siteThat(listener: RequestListener): Promise<{ url: URL; session: Session }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { url, session: new Session(siteSource(url)) };
}

test('redirects are followed, and every answer on the way is kept', async () => {
  const { session, url } = await siteThat((request, response) => {
    if (request.url === '/')
      response.writeHead(302, { location: '/in', 'set-cookie': 'a=1' }).end();
    else if (request.url === '/in') response.end('<title>in</title>');
    else response.writeHead(404).end('no');
  });
  const evidence = await session.ask(collectors.sitePages);
  assert.ok(evidence.status === 'available');
  const { plain, secure, missing } = evidence.value;
  assert.deepEqual(
    plain.map((one) => [one.url, one.status]),
    [
      [url.href, 302],
      [`${url.href}in`, 200],
    ],
  );
  assert.deepEqual(secure, []);
  assert.equal(plain[1]!.body, '<title>in</title>');
  assert.equal(missing!.status, 404);
});

test('a site that redirects in a circle comes to an end', async () => {
  const { session } = await siteThat((_, response) => {
    response.writeHead(302, { location: '/' }).end();
  });
  const evidence = await session.ask(collectors.sitePages);
  assert.ok(evidence.status === 'available');
  assert.equal(evidence.value.plain.length, 11);
});

test('a body without end is cut, and a broken answer is no evidence', async () => {
  const { session } = await siteThat((request, response) => {
    if (request.url === '/') {
      const chunk = 'x'.repeat(65_536);
      const more = (): void => {
        while (response.write(chunk)) if (response.destroyed) return;
      };
      response.on('drain', more);
      more();
    } else request.socket.destroy();
  });
  const evidence = await session.ask(collectors.sitePages);
  assert.ok(evidence.status === 'available');
  assert.equal(evidence.value.plain[0]!.body.length, 1_048_576);
  assert.equal(evidence.value.missing, undefined);
});

test('nothing there is unavailable, with what to do', async () => {
  const session = new Session(siteSource(new URL('http://127.0.0.1:1/')));
  const evidence = await session.ask(collectors.sitePages);
  assert.ok(evidence.status === 'unavailable');
  assert.match(evidence.reason, /does not answer/);
});

test('origins that are sent back with credentials are seen, whole and in part', async () => {
  const { session } = await siteThat((request, response) => {
    const { origin = '' } = request.headers;
    // The mistake that is made most: only the beginning is compared.
    if (origin.startsWith('http://127.0.0.1'))
      response.setHeader('access-control-allow-origin', origin);
    response.end();
  });
  const evidence = await session.ask(collectors.siteCrossOrigin);
  assert.ok(evidence.status === 'available');
  const allowed = evidence.value.filter(({ exchange }) =>
    exchange.headers.some(([name]) => name === 'access-control-allow-origin'),
  );
  assert.deepEqual(
    [...new Set(allowed.map(({ origin }) => origin))],
    ['http://127.0.0.1.castellan-check.example'],
  );
});

test('exposed files are told by what they hold, not by the answer alone; their text is not kept', async () => {
  const files: Record<string, string> = {
    '/.env': 'DB_PASSWORD=hunter2\n',
    '/.git/HEAD': 'ref: refs/heads/main\n',
    '/metrics': 'nothing of that kind',
  };
  const { session } = await siteThat((request, response) => {
    response.setHeader('content-type', 'text/plain');
    response.end(files[request.url ?? ''] ?? 'Welcome to our shop');
  });
  const evidence = await session.ask(collectors.siteFiles);
  assert.ok(evidence.status === 'available');
  assert.deepEqual(
    evidence.value.map(({ url }) => new URL(url).pathname),
    ['/.git/HEAD', '/.env'],
  );
  assert.doesNotMatch(JSON.stringify(evidence), /hunter2/);
});

test('TRACE that echoes is seen; Node itself refuses it', async () => {
  const echo = await siteThat((request, response) => {
    if (request.method !== 'TRACE') response.end();
    else response.end(`TRACE / HTTP/1.1\r\nx-mark: ${String(request.headers['x-mark'])}`);
  });
  const evidence = await echo.session.ask(collectors.siteMethods);
  assert.ok(evidence.status === 'available' && evidence.value.echoesTrace);
  const plain = await siteThat((_, response) => void response.end('hi'));
  const other = await plain.session.ask(collectors.siteMethods);
  assert.ok(other.status === 'available' && !other.value.echoesTrace);
});

test('a directory is no site', async () => {
  const { diskSource } = await import('./disk.ts');
  const evidence = await new Session(diskSource('.')).ask(collectors.sitePages);
  assert.equal(evidence.status, 'unavailable');
});
