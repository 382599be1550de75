import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request keeps a regular expression busy. */
export const rule: Rule = attackRule({
  id: 'attack/slow-expression',
  severity: 'medium',
  cwe: 1333,
  controls: ['asvs5:1.3.12'],
  title: 'No value of a request keeps a regular expression busy',
  why: 'While it looks for a match that is not there, the app answers nobody.',
  fix: 'Write one repeat in place of two that take the same letters (a+ for (a+)+), and limit how long the text may be before it is matched.',
  needsSensor: true,
});
