import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { dumpOf } from '../store/case-dump.ts';
import { type CaseApi, client, openCaseApi } from './case-api.ts';

const origin = 'https://watch.example.com';
const ours = { host: 'watch.example.com', origin };

let one: CaseApi;
/** Of an owner, to whom every operation is open. */
let cookie: string;
let operations: readonly Operation[];

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: string;
  readonly takesBody: boolean;
}

before(async () => {
  one = await openCaseApi();
  const made = await one.setUp();
  cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  operations = await readOperations();
  // The first use of a session is written down, which is no change of the test's.
  await send('GET', '/api/v1/session', ours);
});
after(() => one?.close());

/** From the document, so that no operation is forgotten. */
async function readOperations(): Promise<readonly Operation[]> {
  const answer = await one.call('GET', '/api/v1/openapi.json');
  const { paths } = (await answer.json()) as {
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: String(operation['operationId']),
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, randomUUID()),
      access: String(operation['x-castellan-access']),
      takesBody: operation['requestBody'] !== undefined,
    })),
  );
}

/** As a browser sends it: with the cookie, and with whatever a page can make of the rest. */
async function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Response> {
  const sent = { method, headers: { cookie, ...headers }, ...(body !== undefined && { body }) };
  return one.api.request(path, sent, client);
}

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } };
  return `${response.status} ${error.code}`;
}

/** Operations that a session opens, and those that make one: a victim who is signed in as somebody else is one too. */
const ofPeople = (): readonly Operation[] =>
  operations.filter(
    ({ access, name }) => access !== 'ingest' && name !== 'pingMonitor' && name !== 'stream',
  );
const changes = (): readonly Operation[] => ofPeople().filter(({ method }) => method !== 'GET');

const foreign: readonly Readonly<Record<string, string>>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://watch.example.com' },
  { origin: 'https://watch.example.com:8443' },
  { origin: 'https://watch.example.com.evil.example' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { origin, 'sec-fetch-site': 'same-site' },
];

test('no change is made for a page elsewhere, whatever it says that it sends', async () => {
  const list = changes();
  assert.ok(list.length > 80, `${list.length} operations change something`);
  const before = await dumpOf(one.open.store);
  for (const { name, method, path } of list) {
    for (const headers of foreign) {
      const type = { 'content-type': 'application/json' };
      const answer = await send(method, path, { ...ours, ...headers, ...type }, '{}');
      assert.equal(await codeOf(answer), '403 wrong_origin', `${name} ${JSON.stringify(headers)}`);
      assert.deepEqual(answer.headers.getSetCookie(), [], name);
      assert.equal(answer.headers.get('access-control-allow-origin'), null, name);
    }
  }
  assert.deepEqual(await dumpOf(one.open.store), before);
});

test('a change that says no origin is refused where a session would make it', async () => {
  for (const { name, method, path, access } of changes()) {
    if (access === 'anyone') continue;
    const answer = await send(method, path, { host: ours.host });
    assert.equal(await codeOf(answer), '403 wrong_origin', name);
  }
});

test('a form cannot make a body of any operation, from our own origin either', async () => {
  const before = await dumpOf(one.open.store);
  for (const { name, method, path, takesBody } of changes()) {
    if (!takesBody) continue;
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain; a=application/json',
      '',
    ]) {
      const answer = await send(method, path, { ...ours, 'content-type': type }, '{}');
      const code = await codeOf(answer);
      assert.ok(['400 bad_request', '403 not_allowed'].includes(code), `${name} ${type}: ${code}`);
    }
  }
  assert.deepEqual(await dumpOf(one.open.store), before);
});

test('nothing is read for a page elsewhere, nor for another host', async () => {
  for (const { name, method, path, access } of ofPeople()) {
    if (method !== 'GET' || access === 'anyone') continue;
    for (const site of ['cross-site', 'same-site']) {
      const answer = await send(method, path, { host: ours.host, 'sec-fetch-site': site });
      assert.equal(await codeOf(answer), '403 wrong_origin', `${name} ${site}`);
    }
    const rebound = await send(method, path, { host: 'evil.example' });
    assert.equal(await codeOf(rebound), '421 wrong_host', name);
    assert.equal(rebound.headers.get('access-control-allow-origin'), null, name);
  }
});

test('no header, field or query makes a request one of another method', async () => {
  const made = await send('POST', '/api/v1/apps', { ...ours, ...json() }, '{"name":"shop"}');
  assert.equal(made.status, 201);
  const { id } = (await made.json()) as { id: string };
  const path = `/api/v1/apps/${id}`;
  const address = `${path}/address`;
  const before = await dumpOf(one.open.store);
  for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    for (const method of ['PATCH', 'PUT', 'DELETE']) {
      const headers = { ...ours, ...json(), [header]: method };
      const sent = '{"retentionDays":1,"address":"https://evil.example/"}';
      for (const where of [path, address, `${path}?_method=${method}`]) {
        assert.equal((await send('POST', where, headers, sent)).status, 404, `${header} ${where}`);
        assert.equal((await send('GET', where, headers)).status, 404, `${header} ${where}`);
      }
    }
  }
  for (const method of ['OPTIONS', 'TRACE2', 'PROPFIND']) {
    const answer = await send(method, '/api/v1/apps', {
      origin: 'https://evil.example',
      ...json(),
    });
    assert.ok(answer.status >= 400, `${method}: ${answer.status}`);
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  }
  assert.deepEqual(await dumpOf(one.open.store), before);
});

function json(): Record<string, string> {
  return { 'content-type': 'application/json' };
}

test('there is no operation that the document does not name', () => {
  const named = new Set(operations.map(({ method, path }) => `${method} ${shapeOf(path)}`));
  const served = one.api.routes
    .filter(
      ({ method, path }) => method !== 'ALL' && path !== '/' && path !== '/api/v1/openapi.json',
    )
    .map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, '*')}`);
  assert.ok(served.length >= operations.length);
  assert.deepEqual(
    served.filter((one) => !named.has(one)),
    [],
  );
});

function shapeOf(path: string): string {
  return path.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '*');
}
