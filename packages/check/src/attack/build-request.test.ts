import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRequest, withSession } from './build-request.ts';
import { addInput, type BodyForm, type Endpoint, Endpoints, type Input } from './endpoint.ts';

function endpoint(
  method: string,
  pattern: string,
  inputs: readonly Input[],
  form?: BodyForm,
): Endpoint {
  const made = new Endpoints().at(method, pattern, 'app');
  for (const input of inputs) addInput(made, input);
  if (form !== undefined) made.bodyForm = form;
  return made;
}

test('each value goes to its place, encoded; what has no sample gets a plain one or is left out', () => {
  const one = endpoint('GET', '/a/:id/:file', [
    { carrier: 'query', name: 'q', sample: 'a b' },
    { carrier: 'header', name: 'X-Till' },
    { carrier: 'cookie', name: 'lang' },
  ]);
  const [id] = one.inputs.values();
  const request = buildRequest(one, new Map([[id!, '../x']]));
  assert.equal(request.path, '/a/..%2Fx/1?q=a%20b');
  assert.deepEqual(Object.keys(request.headers), ['accept']);
  const cookie = one.inputs.get('cookie.lang')!;
  assert.equal(buildRequest(one, new Map([[cookie, 'a;b']])).headers['cookie'], 'lang=a%3Bb');
  const header = one.inputs.get('header.X-Till')!;
  assert.equal(buildRequest(one, new Map([[header, 'a\r\nb']])).headers['x-till'], 'a  b');
});

test('bodies as JSON, form and parts', () => {
  const fields: readonly Input[] = [
    { carrier: 'body', name: 'user.name' },
    { carrier: 'body', name: 'ids', isList: true },
  ];
  const values = (one: Endpoint, value: unknown): Map<Input, unknown> =>
    new Map([...one.inputs.values()].map((input) => [input, value]));
  const json = endpoint('POST', '/', fields, 'json');
  assert.equal(buildRequest(json, values(json, 'x')).body, '{"user":{"name":"x"},"ids":["x"]}');
  const form = endpoint('POST', '/', [{ carrier: 'body', name: 'a' }], 'form');
  assert.equal(buildRequest(form, values(form, { $ne: '1' })).body, 'a%5B%24ne%5D=1');
  const parts = endpoint('POST', '/', [{ carrier: 'file', name: 'p' }], 'multipart');
  assert.match(buildRequest(parts, values(parts, '../a"b')).body ?? '', /filename="\.\.\/a%22b"/);
});

test('a property named __proto__ is sent, and is one of its own', () => {
  const one = endpoint('POST', '/', [{ carrier: 'body', name: '__proto__' }], 'json');
  const [input] = one.inputs.values();
  assert.equal(buildRequest(one, new Map([[input!, { x: 1 }]])).body, '{"__proto__":{"x":1}}');
});

test('the session is sent, but for a cookie that is under attack', () => {
  const request = { method: 'GET', path: '/', headers: { cookie: 'id=attack' } };
  const sent = withSession(request, { cookie: 'id=1; sid=secret', authorization: 'Bearer x' });
  assert.deepEqual(sent.headers, { cookie: 'sid=secret; id=attack', authorization: 'Bearer x' });
});

test('what is under attack is not put away by the fields below it, and they not by what is above', () => {
  const whole: Input = { carrier: 'body', name: 'user' };
  const field: Input = { carrier: 'body', name: 'user.name' };
  const both = endpoint('POST', '/a', [whole, field], 'json');
  assert.equal(buildRequest(both, new Map([[whole, 'word']])).body, '{"user":"word"}');
  assert.equal(buildRequest(both, new Map([[field, 'word']])).body, '{"user":{"name":"word"}}');
});

test('a cookie goes out as it is, but for what would end it', () => {
  const cookie: Input = { carrier: 'cookie', name: 'lang' };
  const sent = (value: string): string | undefined =>
    buildRequest(endpoint('GET', '/a', [cookie]), new Map([[cookie, value]])).headers['cookie'];
  assert.equal(sent("a' OR '1'='1"), "lang=a' OR '1'='1");
  assert.equal(sent(' a;b%\r\nc '), 'lang=%20a%3Bb%25%0D%0Ac%20');
});
