import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { BlockedError, isBlockedError } from './blocked-error.ts';
import { CastellanError } from './castellan-error.ts';

const copyOfModule: string = './blocked-error.ts?copy';

const blocked = (): BlockedError => new BlockedError('f-1', 'sql-injection');
const wrap = (inner: unknown, depth: number, link = 'cause'): object => {
  let error = inner;
  for (let i = 0; i < depth; i += 1) error = Object.assign(new Error('outer'), { [link]: error });
  return error as object;
};

test('a blocked error tells frameworks to answer 403 and names finding and detection', () => {
  const error = blocked();
  assert.deepEqual(
    [error.status, error.statusCode, error.expose, error.code, error.name],
    [403, 403, true, 'CASTELLAN_BLOCKED', 'BlockedError'],
  );
  assert.equal(error.message, 'Blocked by Castellan (finding f-1)');
  assert.equal(error.detection, 'sql-injection');
  assert.equal(error.cause, undefined);
  assert.ok(error instanceof CastellanError && error instanceof BlockedError);
});

test('what is printed or serialised of it holds only finding, detection and the answer', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(blocked())), {
    code: 'CASTELLAN_BLOCKED',
    status: 403,
    statusCode: 403,
    expose: true,
    findingId: 'f-1',
    detection: 'sql-injection',
  });
  assert.match(inspect(blocked()), /^BlockedError: Blocked by Castellan \(finding f-1\)/);
});

test('another error of ours is no block', () => {
  const error = new CastellanError('CASTELLAN_CONFIG_INVALID', { file: 'a', problem: 'b' });
  assert.ok(!((error as object) instanceof BlockedError));
  assert.equal(isBlockedError(error), false);
});

test('a block is recognised across copies of the package', async () => {
  const copy = (await import(copyOfModule)) as typeof import('./blocked-error.ts');
  assert.notEqual(copy.BlockedError, BlockedError);
  assert.equal(isBlockedError(new copy.BlockedError('f-2', 'x')), true);
  assert.ok((new copy.BlockedError('f-2', 'x') as object) instanceof BlockedError);
});

for (const link of ['cause', 'parent', 'original', 'originalError', 'inner', 'errors']) {
  test(`a block under ${link} is found five links deep and no deeper`, () => {
    assert.equal(isBlockedError(wrap(blocked(), 5, link)), true);
    assert.equal(isBlockedError(wrap(blocked(), 6, link)), false);
  });
}

test('a block among the errors of an AggregateError is found', () => {
  assert.equal(isBlockedError(new AggregateError([new Error('a'), blocked()])), true);
  assert.equal(isBlockedError(new AggregateError([new Error('a')])), false);
});

test('cycles, getters that throw, proxies and primitives are survived', () => {
  const cycle: { cause?: unknown; parent?: unknown } = new Error('a');
  cycle.cause = cycle;
  cycle.parent = { cause: cycle };
  const hostile = {
    get cause(): never {
      throw new Error('no');
    },
    inner: blocked(),
  };
  const trap = new Proxy(
    {},
    {
      get(): never {
        throw new Error('no');
      },
    },
  );
  assert.equal(isBlockedError(cycle), false);
  assert.equal(isBlockedError(hostile), true);
  assert.equal(isBlockedError(trap), false);
  for (const value of [undefined, null, 0, 'x', Symbol('x')])
    assert.equal(isBlockedError(value), false);
});

test('a wide tree of errors costs a bounded number of looks', () => {
  let looks = 0;
  const wide = (depth: number): object => ({
    get errors(): object[] {
      looks += 1;
      return Array.from({ length: 50 }, () => wide(depth - 1));
    },
  });
  assert.equal(isBlockedError(wide(5)), false);
  assert.ok(looks <= 100, String(looks));
});
