import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** What belongs to one user is not given to another. */
export const rule: Rule = attackRule({
  id: 'attack/isolation',
  severity: 'critical',
  cwe: 639,
  controls: ['asvs5:8.2.2'],
  title: 'What belongs to one user is not given to another',
  why: "Whoever signs in reads what is other people's by counting ids.",
  fix: 'Ask for things together with their owner: WHERE id = $1 AND owner = $2.',
  needsSessions: 2,
});
