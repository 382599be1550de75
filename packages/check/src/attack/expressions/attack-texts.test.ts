import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attackTexts } from './attack-texts.ts';
import { attackOf, slowLengths } from './slow-lengths.ts';

const most = 30_000;

function planOf(expression: RegExp) {
  const texts = attackTexts(expression.source, expression.flags);
  for (const text of texts) {
    const lengths = slowLengths(expression, text, most);
    if (lengths !== undefined) return { text, lengths };
  }
  return undefined;
}

test('expressions that repeat what repeats itself, with what leads there', () => {
  for (const [expression, lead] of [
    [/^([a-z]+)+$/, ''],
    [/^user-\d{2}(?:[a-z]+\d*)+@/i, 'user-00'],
    [/^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}[a-z]{2,3}$/, 'a'],
  ] as const) {
    const plan = planOf(expression);
    assert.equal(plan?.text.prefix, lead, String(expression));
    assert.ok(plan.text.isExponential);
    // Few letters are enough, and no more are sent.
    assert.ok(
      plan.lengths.few < plan.lengths.many && plan.lengths.many < 100,
      String(plan.lengths.many),
    );
    assert.equal(expression.test(attackOf(plan.text, 3)), false);
  }
});

test('those that grow with the square take long texts', () => {
  const plan = planOf(/\s+$/);
  assert.equal(plan?.text.isExponential, false);
  assert.ok(plan.lengths.many > 1_000);
  // Too short a text to tell is none.
  const [text] = attackTexts('\\s+$', '');
  assert.equal(slowLengths(/\s+$/, text!, 200), undefined);
});

test('linear ones, and what is no expression, have none', () => {
  for (const expression of [/^\w+,\w+$/, /^\d{4}-\d\d$/, /^[\w.+-]+@[\w-]+$/, /^(?:\w+,)+$/, /a/u])
    assert.deepEqual(attackTexts(expression.source, expression.flags), [], String(expression));
  assert.deepEqual(attackTexts('(', ''), []);
  assert.deepEqual(attackTexts('(a+)+$'.repeat(400), ''), []);
});
