import { attackRule } from '../attack-rule.ts';
import type { Rule } from '../rule.ts';

/** No value of a request chooses where the app connects to. */
export const rule: Rule = attackRule({
  id: 'attack/ssrf',
  severity: 'high',
  cwe: 918,
  controls: ['asvs5:1.3.6', 'asvs5:13.2.4'],
  title: 'No value of a request chooses where the app connects to',
  why: 'Services that only the server reaches answer whoever asks through it.',
  fix: 'Take hosts from a list, resolve them once, and refuse inner addresses.',
});
