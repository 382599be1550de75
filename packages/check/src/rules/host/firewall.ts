import { meansRule } from '../means-rule.ts';
import type { Rule } from '../rule.ts';

/** A packet filter closes what need not be open. */
export const rule: Rule = meansRule({
  id: 'host/firewall',
  practice: 'P6',
  severity: 'low',
  confidence: 'possible',
  cwe: 668,
  controls: ['pci-dss4:2.2.6'],
  title: 'A packet filter closes what need not be open',
  why: 'What starts to listen tomorrow, by a package or by mistake, is open to the net at once.',
  fix: '`ufw default deny incoming && ufw allow OpenSSH && ufw allow 443/tcp && ufw enable`, or the rules of your cloud, then attest that.',
  purpose: 'firewall',
  missing: 'No packet filter refuses anything on this host',
  inContainers: 'the host of a container filters',
});
