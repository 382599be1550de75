import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** What needs a session is not given without one. */
export const rule: Rule = attackRule({
  id: 'attack/unauthenticated',
  severity: 'critical',
  cwe: 306,
  controls: ['asvs5:8.2.1'],
  title: 'What needs a session is not given without one',
  why: 'Whoever knows the address needs no password.',
  fix: 'Put the check before the routes, and let those that are public be the exceptions.',
  needsSessions: 1,
});
