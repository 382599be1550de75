import { meansRule } from '../means-rule.ts';
import type { Rule } from '../rule.ts';

/** The host is configured by a tool. */
export const rule: Rule = meansRule({
  id: 'host/configured-by-tool',
  practice: 'I1',
  severity: 'medium',
  confidence: 'possible',
  cwe: 693,
  controls: ['pci-dss4:6.5.1'],
  title: 'The host is configured by a tool',
  why: 'What was set by hand is different on every host, and nobody can build it again.',
  fix: 'Write what the host is as code (Ansible, Puppet, Salt, Chef, cloud-init) and let that run.',
  purpose: 'configuration',
  missing: 'No configuration tool has left a trace on this host',
  inContainers: 'an image is built from a Dockerfile',
});
