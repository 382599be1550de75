import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request is run as code or as a template. */
export const rule: Rule = attackRule({
  id: 'attack/code-injection',
  severity: 'critical',
  cwe: 95,
  controls: ['asvs5:1.3.2', 'asvs5:1.3.7'],
  title: 'No value of a request is run as code or as a template',
  why: 'Whoever finds it runs code inside of the app.',
  fix: 'Never build code or templates from values: hand them over as data.',
});
