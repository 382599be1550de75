import { meansRule } from '../means-rule.ts';
import type { Rule } from '../rule.ts';

/** The clock is kept right. */
export const rule: Rule = meansRule({
  id: 'host/time',
  practice: 'I6',
  severity: 'low',
  confidence: 'certain',
  cwe: 778,
  controls: ['asvs5:16.3.3'],
  title: 'The clock is kept right',
  why: 'With clocks apart, logs of several hosts tell no story, and tokens and certificates are valid at the wrong time.',
  fix: '`apt-get install systemd-timesyncd` or chrony, and enable it.',
  purpose: 'time',
  missing: 'Nothing keeps the clock of this host right',
  inContainers: 'a container has the clock of its host',
});
