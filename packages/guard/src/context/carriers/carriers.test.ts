import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gathering } from '../gathering.ts';
import { gatherCookies } from './cookies.ts';
import { gatherHeaders } from './headers.ts';
import { gatherPath } from './path.ts';
import { gatherPairs } from './query.ts';

function read(gather: (gathering: Gathering) => void): string[] {
  const gathering = new Gathering();
  gather(gathering);
  return gathering.inputs.map(({ path, value }) => `${path}: ${value}`);
}

const query = (text: string): string[] =>
  read((gathering) => gatherPairs(text, 'query', gathering));
const headers = (...raw: string[]): string[] => read((gathering) => gatherHeaders(raw, gathering));
const cookies = (text: string): string[] => read((gathering) => gatherCookies(text, gathering));
const path = (text: string): string[] => read((gathering) => gatherPath(text, gathering));

test('a query is read with and without its question mark, and decoded', () => {
  assert.deepEqual(query('?a=b+c&d=%27&e'), ['query.a: b c', "query.d: '"]);
  assert.deepEqual(query('a=1=2&&=x'), ['query.a: 1=2', 'query.: x']);
});

test('malformed escapes hide nothing beside them', () => {
  assert.deepEqual(query('a=%27%ff%zz%'), ["query.a: 'ÿ%zz%"]);
  assert.deepEqual(query('a=%u0027x'), ["query.a: 'x"]);
});

test('repeated names are numbered and offered joined', () => {
  const gathering = new Gathering();
  gatherPairs('q=a&q=%27', 'query', gathering);
  assert.deepEqual(
    gathering.inputs.map((input) => input.path),
    ['query.q[0]', 'query.q[1]'],
  );
  const joined = gathering.gathered.filter((each) => each.transformations.length > 0);
  assert.deepEqual(
    joined.map((each) => each.input.value),
    ["a,'", "a, '", "a '", "a'"],
  );
});

test('brackets in names are read as qs reads them, and are inputs', () => {
  assert.deepEqual(query('a[b][$gt]=1'), [
    'query.a.b.$gt (name): $gt',
    'query.a.b.$gt (name): a[b][$gt]',
    'query.a.b.$gt: 1',
  ]);
  assert.deepEqual(query('__proto__=x'), ['query.__proto__: x']);
});

test('headers are read but for what says nothing', () => {
  assert.deepEqual(
    headers('Host', 'a.b', 'Accept', '*/*', 'Connection', 'keep-alive', 'X-Id', "1'"),
    ['header.host: a.b', "header.x-id: 1'"],
  );
  assert.deepEqual(headers('Connection', "keep-alive'"), ["header.connection: keep-alive'"]);
  assert.deepEqual(headers('__proto__', 'x'), ['header.__proto__: x']);
});

test('repeated headers are offered joined', () => {
  const gathering = new Gathering();
  gatherHeaders(['X-A', '1', 'x-a', "'"], gathering);
  assert.deepEqual(
    gathering.gathered.map((each) => each.input.value),
    ['1', "'", "1, '"],
  );
});

test('basic credentials are read decoded', () => {
  const basic = Buffer.from("o'neil:p:w").toString('base64');
  assert.deepEqual(headers('Authorization', `Basic ${basic}`).slice(1), [
    "header.authorization.username: o'neil",
    'header.authorization.password: p:w',
  ]);
});

test('cookies are decoded, unquoted, unsigned and parsed', () => {
  assert.deepEqual(cookies('a=x%20y; b="q"; c'), [
    'cookie.a: x y',
    'cookie.b: q',
    'cookie.b: "q"',
    'cookie.: c',
  ]);
  assert.deepEqual(cookies(`s=${encodeURIComponent('s:va.lue.signature')}`), ['cookie.s: va.lue']);
  assert.deepEqual(cookies(`j=${encodeURIComponent('j:{"k":["v"]}')}`), ['cookie.j.k[0]: v']);
  assert.deepEqual(cookies(`j=${encodeURIComponent('j:{broken')}`), ['cookie.j: j:{broken']);
});

test('a path is read whole and by its segments that are no words', () => {
  assert.deepEqual(path('/users/a%2fb/c'), ['path: /users/a%2fb/c', 'path[1]: a%2fb']);
  assert.deepEqual(path('/a.b'), ['path: /a.b']);
});

test('no carrier throws, whatever the text', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (a, b) => {
      for (const each of [a, `${a}=${b}`, `%${a}&${b}`, `j:${a}`]) {
        query(each);
        cookies(each);
        path(each);
        headers(a, each, 'authorization', `basic ${each}`, 'cookie', each);
      }
    }),
  );
});

test('every value of a query is found', () => {
  const pair = fc.tuple(fc.string(), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(fc.array(pair), (pairs) => {
      const seen = query(new URLSearchParams(pairs).toString()).join('\n');
      for (const [, value] of pairs) assert.ok(seen.includes(`: ${value}`), value);
    }),
  );
});
