import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request becomes an option of a program. */
export const rule: Rule = attackRule({
  id: 'attack/argument-injection',
  severity: 'high',
  cwe: 88,
  controls: ['asvs5:1.2.5'],
  title: 'No value of a request becomes an option of a program',
  why: 'Options write files and start programs, without any shell.',
  fix: "Put '--' before values, or refuse those that begin with a dash.",
  needsSensor: true,
});
