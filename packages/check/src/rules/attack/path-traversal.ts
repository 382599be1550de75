import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request leads to files outside of their folder. */
export const rule: Rule = attackRule({
  id: 'attack/path-traversal',
  severity: 'high',
  cwe: 22,
  controls: ['asvs5:5.3.2'],
  title: 'No value of a request leads to files outside of their folder',
  why: "Keys, configuration and other people's files can be read or replaced.",
  fix: 'Look files up by an id, or take path.basename(name) and check that the resolved path stays below its folder.',
  needsSensor: true,
});
