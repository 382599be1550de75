import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cweNames, isControlId, practiceIds } from '@castellan/core';
import { madeUpSource } from '../evidence/made-up.ts';
import { collectors } from '../evidence/registry.generated.ts';
import { Session } from '../evidence/session.ts';
import { judgeRule } from '../engine/judge-rule.ts';
import { rules } from './registry.generated.ts';
import type { Example, Rule } from './rule.ts';

for (const rule of rules) {
  describe(rule.id, () => {
    for (const example of rule.examples) {
      test(`${example.expect}: ${example.title}`, () => holds(rule, example));
    }

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

test('no two rules have one id', () => {
  const ids = rules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

async function holds(rule: Rule, example: Example): Promise<void> {
  const session = new Session(madeUpSource(example.given ?? {}));
  const given: Partial<Record<string, unknown>> = example.evidence ?? {};
  const verdict = await judgeRule(
    rule,
    (name) => {
      if (!Object.hasOwn(given, name)) return session.ask<unknown>(collectors[name]);
      const time = new Date(0).toISOString();
      const value = given[name];
      return Promise.resolve({ status: 'available', value, origin: 'example', time, elapsedMs: 0 });
    },
    Date.parse(example.on ?? '2026-11-25'),
  );
  assert.equal(verdict.status, example.expect, JSON.stringify(verdict));
  if (verdict.status !== 'fail') return;
  assert.ok(verdict.findings.length > 0);
  if (example.at === undefined) return;
  const places = verdict.findings.map(({ place }) =>
    place?.line === undefined ? (place?.file ?? '') : `${place.file}:${place.line}`,
  );
  assert.deepEqual(places, example.at);
}
