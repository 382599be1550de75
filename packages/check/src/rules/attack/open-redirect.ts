import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request chooses where people are sent. */
export const rule: Rule = attackRule({
  id: 'attack/open-redirect',
  severity: 'medium',
  cwe: 601,
  controls: ['asvs5:1.2.2'],
  title: 'No value of a request chooses where people are sent',
  why: 'A link to the app leads to a copy of its sign-in page elsewhere.',
  fix: 'Redirect to paths of the app only: refuse what does not begin with a single slash.',
});
