import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drillMark,
  type DrillValue,
  mostDrillProofs,
  readDrillMark,
  readDrillValue,
  writeDrillValue,
} from './drill-value.ts';

const id = '01890000-0000-7000-8000-000000000001';
const mark = drillMark(id, 1_795_000_000);
const proofs = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => at.toString(16).padStart(32, '0'));
const values: readonly DrillValue[] = [
  { mark, proofs: proofs(1) },
  { mark, proofs: proofs(mostDrillProofs) },
];

test('a value is read as it was written', () => {
  for (const value of values) assert.deepEqual(readDrillValue(writeDrillValue(value)), value);
  assert.deepEqual(readDrillMark(mark), { id, untilSeconds: 1_795_000_000 });
});

test('nothing else is one', () => {
  const whole = writeDrillValue({ mark, proofs: proofs(1) });
  for (const text of [
    '',
    mark,
    ` ${whole}`,
    `${whole} `,
    whole.replace("'1'='1", "'2'='2"),
    whole.toUpperCase(),
    writeDrillValue({ mark, proofs: proofs(mostDrillProofs + 1) }),
    writeDrillValue({ mark, proofs: [] }),
  ]) {
    assert.equal(readDrillValue(text), undefined, text);
  }
  for (const text of ['', id, `${id}~`, `${id}~123`, `x${mark}`, `${mark}0`])
    assert.equal(readDrillMark(text), undefined, text);
});
