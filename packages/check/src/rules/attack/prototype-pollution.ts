import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No request changes every object of the app. */
export const rule: Rule = attackRule({
  id: 'attack/prototype-pollution',
  severity: 'high',
  cwe: 1321,
  controls: ['asvs5:15.3.6'],
  title: 'No request changes every object of the app',
  why: 'A property on every object turns switches on anywhere in the app.',
  fix: 'Merge into Object.create(null), refuse the keys __proto__, constructor and prototype, or use structuredClone.',
  needsSensor: true,
});
