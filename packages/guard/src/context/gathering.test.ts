import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gathering, limits } from './gathering.ts';

function add(gathering: Gathering, count: number, value: (i: number) => string): void {
  for (let i = 0; i < count; i++) gathering.add('q', value(i));
}

for (const [kind, limit, value] of [
  ['structural inputs', limits.structuralInputs, (i: number) => `${i}'`],
  ['plain inputs', limits.plainInputs, (i: number) => `${i}.5`],
  ['words', limits.words, (i: number) => `w${i}`],
] as const) {
  test(`keeps ${limit} ${kind} and is truncated by one more`, () => {
    const gathering = new Gathering();
    add(gathering, limit, value);
    assert.equal(gathering.truncated, false);
    assert.equal(gathering.inputs.length, limit);
    add(gathering, 1, value);
    assert.equal(gathering.truncated, true);
    assert.equal(gathering.inputs.length, limit);
  });
}

test('words and plain inputs crowd out no structural input', () => {
  const gathering = new Gathering();
  add(gathering, limits.words + 1, (i) => `w${i}`);
  add(gathering, limits.plainInputs + 1, (i) => `${i} x`);
  gathering.add('late', "' or 1=1");
  assert.equal(gathering.inputs.at(-1)?.path, 'late');
});

test('cuts a string at its limit', () => {
  const gathering = new Gathering();
  gathering.add('a', 'x'.repeat(limits.stringLength));
  assert.equal(gathering.truncated, false);
  gathering.add('b', 'x'.repeat(limits.stringLength + 1));
  assert.equal(gathering.truncated, true);
  assert.equal(gathering.inputs[1]?.value.length, limits.stringLength);
});

test('reads no more than the total length', () => {
  const gathering = new Gathering();
  const count = limits.totalLength / limits.stringLength;
  add(gathering, count, () => 'x'.repeat(limits.stringLength));
  assert.equal(gathering.truncated, false);
  gathering.add('more', 'y');
  assert.equal(gathering.truncated, true);
  assert.equal(gathering.inputs.length, count);
});

test('visits end at their limit', () => {
  const gathering = new Gathering();
  for (let i = 0; i < limits.visits; i++) assert.equal(gathering.visit(), true);
  assert.equal(gathering.truncated, false);
  assert.equal(gathering.visit(), false);
  assert.equal(gathering.truncated, true);
});
