import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request changes a command line. */
export const rule: Rule = attackRule({
  id: 'attack/command-injection',
  severity: 'critical',
  cwe: 78,
  controls: ['asvs5:1.2.5'],
  title: 'No value of a request changes a command line',
  why: 'Whoever finds it runs programs on the server.',
  fix: "Start the program without a shell: execFile('convert', [file, target]).",
  needsSensor: true,
});
