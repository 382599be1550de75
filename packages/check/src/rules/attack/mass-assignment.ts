import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** A request sets only the fields that it is asked for. */
export const rule: Rule = attackRule({
  id: 'attack/mass-assignment',
  severity: 'high',
  cwe: 915,
  controls: ['asvs5:15.3.3'],
  title: 'A request sets only the fields that it is asked for',
  why: 'Whoever adds a field to a request makes themselves administrator, or the owner of what is not theirs.',
  fix: 'Name the fields that a request may set: const { name, email } = req.body, or a schema that drops all others.',
});
