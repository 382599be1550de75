import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { flatten } from './flatten.ts';
import { Gathering, limits } from './gathering.ts';

function pathsOf(value: unknown): { paths: Record<string, string>; truncated: boolean } {
  const gathering = new Gathering();
  flatten(value, 'body', gathering);
  const entries = gathering.inputs.map(({ path, value: text }) => [path, text]);
  return { paths: Object.fromEntries(entries), truncated: gathering.truncated };
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let i = 0; i < depth; i++) value = { a: value };
  return value;
}

test('paths name members and positions', () => {
  const value = { user: { name: 'Ann', tags: ['a', { b: 'c' }] }, n: 1, t: true, z: null };
  assert.deepEqual(pathsOf(value).paths, {
    'body.user.name': 'Ann',
    'body.user.tags[0]': 'a',
    'body.user.tags[1].b': 'c',
  });
  assert.deepEqual(pathsOf('text').paths, { body: 'text' });
});

test('keys that are not plain words are inputs', () => {
  assert.deepEqual(pathsOf({ 'a b': 'c', $gt: { 'x"': 1 } }).paths, {
    'body["a b"] (name)': 'a b',
    'body["a b"]': 'c',
    'body.$gt (name)': '$gt',
    'body.$gt["x\\""] (name)': 'x"',
  });
});

test('reads maps, sets, form data, search parameters and bytes', () => {
  const form = new FormData();
  form.append('f', 'g h');
  const value = {
    map: new Map<unknown, unknown>([
      ['k', 'v1'],
      [{}, 'v2'],
    ]),
    set: new Set(['s1']),
    form,
    search: new URLSearchParams('q=r+s'),
    bytes: Buffer.from('é text'),
    buffer: new TextEncoder().encode('abc').buffer,
    image: Buffer.from([0, 1, 2, 3, 255, 254, 200, 0]),
  };
  const { paths } = pathsOf(value);
  const values = Object.values(paths).toSorted();
  assert.deepEqual(values, ['abc', 'g h', 'r s', 's1', 'v1', 'v2', 'é text']);
  assert.equal(paths['body.form.f'], 'g h');
});

test('reads a cycle once', () => {
  const value: Record<string, unknown> = { a: 'b' };
  value['self'] = value;
  value['list'] = [value];
  assert.deepEqual(pathsOf(value).paths, { 'body.a': 'b' });
});

test('never runs an accessor', () => {
  let runs = 0;
  const value = {
    a: 'b',
    get bad() {
      return String(runs++);
    },
  };
  const list: unknown[] = [];
  Object.defineProperty(list, 0, { get: () => String(runs++), enumerable: true });
  assert.deepEqual(pathsOf([value, list]).paths, { 'body[0].a': 'b' });
  assert.equal(runs, 0);
});

test('a proxy whose traps throw is opaque and hides nothing beside it', () => {
  const refuse = (): never => {
    throw new Error('no');
  };
  const trap = new Proxy({}, { ownKeys: refuse, getPrototypeOf: refuse, get: refuse });
  const { paths, truncated } = pathsOf({ trap, after: 'x' });
  assert.deepEqual(paths, { 'body.after': 'x' });
  assert.equal(truncated, true);
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  assert.equal(pathsOf([revoked.proxy]).truncated, true);
});

test('a depth of 32 is read, more is opaque', () => {
  assert.deepEqual(Object.values(pathsOf(nested(limits.depth)).paths), ['deep']);
  assert.equal(pathsOf(nested(limits.depth)).truncated, false);
  assert.deepEqual(pathsOf(nested(limits.depth + 1)), { paths: {}, truncated: true });
  assert.equal(pathsOf(nested(10_000)).truncated, true);
});

test('lists are offered joined as well', () => {
  const joined = (list: unknown): string[] => {
    const gathering = new Gathering();
    flatten(list, 'q', gathering);
    return gathering.gathered
      .filter((each) => each.transformations.includes('join'))
      .map((each) => each.input.value);
  };
  assert.deepEqual(joined(['a', 'b']), ['a,b']);
  assert.deepEqual(joined(["a'", 1]), ["a',1", "a', 1", "a' 1", "a'1"]);
  assert.deepEqual(joined(['a']), []);
  assert.deepEqual(joined(['a', {}]), []);
});

test('never throws, whatever the value', () => {
  const anything = fc.anything({
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withBigInt: true,
    withSparseArray: true,
    withNullPrototype: true,
    withObjectString: true,
    withDate: true,
  });
  fc.assert(fc.property(anything, (value) => void pathsOf(value)));
});

test('finds every string of a JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const wanted = new Set<string>();
      JSON.stringify(value, (_, child: unknown) => {
        if (typeof child === 'string' && child !== '') wanted.add(child);
        return child;
      });
      const gathering = new Gathering();
      flatten(value, 'body', gathering);
      const seen = new Set(gathering.inputs.map((input) => input.value));
      for (const text of wanted) assert.ok(seen.has(text), JSON.stringify(text));
    }),
  );
});
