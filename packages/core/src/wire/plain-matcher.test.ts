import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod';
import { caseFinding } from './case-finding.ts';
import { findingSchema } from './finding.ts';
import { wireLimits } from './limits.ts';
import { plainMatcher } from './plain-matcher.ts';

const isPlain = plainMatcher(findingSchema);

/** What a hostile or later sender may put anywhere. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('', '0', -1, 0, 1.5, 2 ** 53, 'x'.repeat(wireLimits.name + 1), null, [], {}),
);

/** A finding with one or two places of it changed, a key added, or one taken away. */
const mutated = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom('set', 'add', 'drop'), odd), {
    minLength: 0,
    maxLength: 2,
  })
  .map((changes) => {
    const finding = JSON.parse(JSON.stringify(caseFinding())) as object;
    for (const [at, how, value] of changes) change(finding, at, how, value);
    return finding;
  });

function change(root: object, at: number, how: string, value: unknown): void {
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node as Record<string, unknown>, key]);
      collect(child);
    }
  };
  collect(root);
  const [node, key] = places[at % places.length]!;
  if (Array.isArray(node))
    node.splice(Number(key), how === 'add' ? 0 : 1, ...(how === 'drop' ? [] : [value]));
  else if (how === 'drop') delete node[key];
  else node[how === 'add' ? `${key}Later` : key] = value;
}

test('what it takes the schema takes too, and gives back as it is', () => {
  let taken = 0;
  fc.assert(
    fc.property(mutated, (value) => {
      if (!isPlain(value)) return;
      taken += 1;
      assert.deepEqual(findingSchema.parse(value), value);
    }),
    { numRuns: 3_000 },
  );
  assert.ok(taken > 300, `only ${taken} were taken`);
});

test('what guard sends is taken, also at the limits; past them it is not', () => {
  assert.ok(isPlain(caseFinding()));
  const { location: _, request: _r, ...bare } = caseFinding();
  assert.ok(isPlain(bare));
  const reason = (length: number) => caseFinding({ reason: 'x'.repeat(length) });
  assert.ok(isPlain(reason(wireLimits.text)));
  assert.ok(!isPlain(reason(wireLimits.text + 1)));
  assert.ok(!isPlain({ ...caseFinding(), later: 1 }));
  assert.ok(!isPlain(caseFinding({ span: { excerpt: 'x', start: 0, end: 2 } })));
  assert.ok(!isPlain(JSON.parse('{"__proto__":{}}')));
});

test('a schema that it cannot read is never taken', () => {
  for (const [schema, value] of [
    [z.string().trim(), 'x'],
    [z.email(), 'a@b.example'],
    [z.looseObject({}), {}],
    [z.object({ a: z.string().default('x') }), { a: 'y' }],
    [z.number(), 1],
  ] as const) {
    assert.ok(schema.safeParse(value).success);
    assert.ok(!plainMatcher(schema)(value));
  }
});
