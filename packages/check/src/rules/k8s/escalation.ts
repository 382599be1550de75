import { container, containerRule } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Processes of a container gain no rights. */
export const rule: Rule = containerRule({
  id: 'k8s/escalation',
  practice: 'P8',
  severity: 'medium',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:15.2.5', 'asvs5:13.2.2'],
  title: 'Processes gain no rights by programs that lend them',
  why: 'Without it a set-user-id program in the image makes root of whoever broke into the app.',
  fix: 'Write `securityContext: { allowPrivilegeEscalation: false }` into the container.',
  fact: 'every container forbids it',
  faults: ({ security, isFirst }) =>
    security['allowPrivilegeEscalation'] === false || isFirst
      ? []
      : [
          {
            message: 'it may gain rights (allowPrivilegeEscalation)',
            identity: 'escalation',
            at: /allowPrivilegeEscalation:/m,
          },
        ],
  examples: [
    {
      title: 'forbidden',
      given: container('          securityContext:\n            allowPrivilegeEscalation: false\n'),
      expect: 'pass',
    },
    { title: 'nothing said', given: container(''), expect: 'fail' },
    {
      title: 'allowed',
      given: container('          securityContext:\n            allowPrivilegeEscalation: true\n'),
      expect: 'fail',
      at: ['k8s/app.yaml:12'],
    },
  ],
});
