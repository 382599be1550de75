import { meansRule } from '../means-rule.ts';
import type { Rule } from '../rule.ts';

/** Logs leave the host for a central place. */
export const rule: Rule = meansRule({
  id: 'host/log-shipping',
  practice: 'I6',
  severity: 'medium',
  confidence: 'likely',
  cwe: 778,
  controls: ['asvs5:16.3.3'],
  title: 'Logs leave the host for a central place',
  why: 'An intruder cleans the logs of the host first; what has left it already stays.',
  fix: 'Have rsyslog, systemd-journal-upload, Vector or Fluent Bit send them on, over TLS.',
  purpose: 'log shipping',
  missing: 'Nothing sends the logs of this host elsewhere',
  inContainers: 'the host of a container ships its output',
});
