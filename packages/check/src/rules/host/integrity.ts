import { meansRule } from '../means-rule.ts';
import type { Rule } from '../rule.ts';

/** Something watches authorizations and key binaries for changes. */
export const rule: Rule = meansRule({
  id: 'host/integrity',
  practice: 'I13',
  severity: 'medium',
  confidence: 'likely',
  cwe: 353,
  controls: ['pci-dss4:2.2.6'],
  title: 'Something watches authorizations and key binaries for changes',
  why: 'A new key in authorized_keys or another sshd is how intruders stay; without a watch nobody ever sees it.',
  fix: 'Run one that is known to you (Wazuh, AIDE with a timer, auditd), or `castellan check host` from a timer.',
  purpose: 'integrity',
  missing: 'Nothing watches authorizations and key binaries',
  inContainers: 'an image is replaced whole',
});
