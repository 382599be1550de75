import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request adds headers to an answer. */
export const rule: Rule = attackRule({
  id: 'attack/header-injection',
  severity: 'medium',
  cwe: 113,
  controls: ['asvs5:1.2.1'],
  title: 'No value of a request adds headers to an answer',
  why: 'Headers set cookies, and a second answer can be put in the place of the first.',
  fix: "Set headers through Node's own functions, which refuse line breaks.",
});
