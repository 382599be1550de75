import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutantsOf } from '@castellan/check/cases';
import { judgeMutants, sampled } from './mutants/judge-mutants.ts';

const dayMs = 86_400_000;
const sampleSize = 20;

test('the body of each of twenty rules is missed by its examples', async (t) => {
  // Other rules every day; the seed of a failure can be given again.
  const seed = Number(process.env['CASTELLAN_SEED'] ?? Math.floor(Date.now() / dayMs));
  t.diagnostic(`CASTELLAN_SEED=${seed}`);
  const { mutants, survivors } = await judgeMutants(sampled(seed, sampleSize), ['body']);
  assert.ok(mutants > 0);
  assert.deepEqual(
    survivors.map(({ rule }) => rule),
    [],
  );
});

test('a seed draws the same rules each time, and another seed others', () => {
  const ids = (seed: number): string[] => sampled(seed, sampleSize).map(({ id }) => id);
  assert.deepEqual(ids(7), ids(7));
  assert.notDeepEqual(ids(7), ids(8));
  assert.equal(new Set(ids(7)).size, sampleSize);
});

test('bodies and checks are taken out, and lines stay where they are', () => {
  const text = `export const rule = defineRule({\n  run({ a }) {\n    if (a === 0)\n      return no();\n    return b(a);\n  },\n});\n`;
  const mutants = mutantsOf('a.ts', text);
  assert.deepEqual(
    mutants.map(({ kind, line }) => [kind, line]),
    [
      ['body', 2],
      ['check', 3],
    ],
  );
  for (const { text: changed } of mutants)
    assert.equal(changed.split('\n').length, text.split('\n').length);
  assert.doesNotMatch(mutants[1]!.text, /return no/);
  assert.match(mutants[0]!.text, /status: 'pass'/);
});
