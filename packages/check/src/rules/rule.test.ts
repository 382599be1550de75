import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cweNames, isControlId, practiceIds } from '@castellan/core';
import { judgeExample, mendedFiles, offersTo, placesOf } from './case-examples.ts';
import { isPatch } from './patch.ts';
import { rules } from './registry.generated.ts';
import { type Example, mendsSafely, type Rule } from './rule.ts';

for (const rule of rules) {
  describe(rule.id, () => {
    for (const example of rule.examples) {
      test(`${example.expect}: ${example.title}`, () => holds(rule, example));
    }

    for (const example of rule.examples.filter(({ fixed }) => fixed !== undefined))
      test(`mended as told: ${example.title}`, () => isMended(rule, example));

    if (rule.mend?.needsUnsafe === true)
      test('a patch that asks for --unsafe is seen', async () => {
        const all = await Promise.all(rule.examples.map((one) => offersTo(rule, one)));
        assert.ok(all.flat().some((offer) => isPatch(offer) && offer.isUnsafe === true));
      });

    if (rule.mend !== undefined)
      test('its patches are seen', () => {
        const seen = rule.examples.flatMap(({ fixed }) => Object.keys(fixed ?? {}));
        assert.ok(seen.length > 0);
        assert.doesNotMatch(rule.mend!.title, /\.$/);
      });

    test('it is seen to pass, to fail, and not to apply or not to know', () => {
      const seen = new Set(rule.examples.map(({ expect }) => expect));
      assert.ok(seen.has('pass') && seen.has('fail'), [...seen].join());
      assert.ok(seen.has('not-applicable') || seen.has('unknown'), [...seen].join());
      const titles = rule.examples.map(({ title }) => title);
      assert.equal(new Set(titles).size, titles.length, 'two examples have one title');
    });

    test('what it says of itself stands in the tables of core', () => {
      assert.ok((practiceIds as readonly string[]).includes(rule.practice));
      assert.ok(rule.cwe === undefined || Object.hasOwn(cweNames, rule.cwe), `CWE ${rule.cwe}`);
      for (const id of rule.controls) assert.ok(isControlId(id), id);
      assert.doesNotMatch(rule.title, /\.$/);
      assert.match(rule.why, /\.$/);
      assert.match(rule.fix, /\.$/);
    });
  });
}

test('forty-six rules and more mend without --unsafe', (t) => {
  const mending = rules.filter(({ mend }) => mend !== undefined);
  const safe = mending.filter(mendsSafely);
  t.diagnostic(`${mending.length} rules mend, ${safe.length} of them never by --unsafe`);
  assert.ok(safe.length >= 46, `${safe.length}`);
});

test('no two rules have one id', () => {
  const ids = rules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

/** The files become those of `fixed`; then the rule has nothing more to say of what it mended. */
async function isMended(rule: Rule, example: Example): Promise<void> {
  const files = example.given ?? {};
  const { changed, misfits } = await mendedFiles(rule, files, example);
  assert.deepEqual(misfits, [], 'a patch does not fit');
  assert.deepEqual(changed, example.fixed);
  if (Object.keys(changed).length === 0) return;
  const fixed = { ...files, ...changed };
  const after = await judgeExample(rule, fixed, example);
  assert.ok(after.status === 'pass' || after.status === 'not-applicable', JSON.stringify(after));
  assert.deepEqual(
    (await mendedFiles(rule, fixed, example)).changed,
    {},
    'it mends what is mended',
  );
}

async function holds(rule: Rule, example: Example): Promise<void> {
  const verdict = await judgeExample(rule, example.given ?? {}, example);
  assert.equal(verdict.status, example.expect, JSON.stringify(verdict));
  if (verdict.status !== 'fail') return;
  assert.ok(verdict.findings.length > 0);
  if (example.at === undefined) return;
  assert.deepEqual(placesOf(verdict), example.at);
}
