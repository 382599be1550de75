import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request changes a database statement. */
export const rule: Rule = attackRule({
  id: 'attack/sql-injection',
  severity: 'critical',
  cwe: 89,
  controls: ['asvs5:1.2.4'],
  title: 'No value of a request changes a database statement',
  why: 'Whoever finds it reads and changes what is in the database.',
  fix: "Hand values to the driver as parameters: db.query('\u2026 WHERE name = $1', [name]).",
  needsSensor: true,
});
