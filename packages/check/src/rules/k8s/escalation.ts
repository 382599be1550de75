import { capabilitiesOf } from '../../analysis/infrastructure/workloads.ts';
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
  mend: {
    needsUnsafe: true,
    title: 'Write `allowPrivilegeEscalation: false` into the container',
    offer({ container: { name, at, security }, workload }) {
      // Kubernetes refuses the two together.
      if (security['privileged'] === true || capabilitiesOf(security).includes('SYS_ADMIN'))
        return undefined;
      return {
        title: `Let no process of ${workload.name}, container ${name}, gain rights`,
        values: [{ at: [...at, 'securityContext', 'allowPrivilegeEscalation'], value: false }],
        // Somebody wrote it: a program with rights of its own may be meant.
        ...(security['allowPrivilegeEscalation'] === true && { isUnsafe: true }),
      };
    },
  },
  examples: [
    {
      title: 'forbidden',
      given: container('          securityContext:\n            allowPrivilegeEscalation: false\n'),
      expect: 'pass',
    },
    {
      title: 'nothing said',
      given: container(''),
      expect: 'fail',
      fixed: container('          securityContext:\n            allowPrivilegeEscalation: false\n'),
    },
    {
      title: 'nothing said, in the second of two documents, with comments',
      given: {
        'k8s/all.yaml': `# the shop\n---\napiVersion: v1\nkind: Service # its door\n---\n${pod('')}`,
      },
      expect: 'fail',
      at: ['k8s/all.yaml:6'],
      fixed: {
        'k8s/all.yaml': `# the shop\n---\napiVersion: v1\nkind: Service # its door\n---\n${pod('      securityContext:\n        allowPrivilegeEscalation: false\n')}`,
      },
    },
    {
      title: 'nothing said, as JSON',
      given: {
        'k8s/app.json':
          '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": { "containers": [{ "name": "a", "image": "a:1" }] }\n}\n',
      },
      expect: 'fail',
      fixed: {
        'k8s/app.json':
          '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": { "containers": [{ "name": "a", "image": "a:1", "securityContext": {"allowPrivilegeEscalation":false} }] }\n}\n',
      },
    },
    {
      title: 'privileged: Kubernetes refuses the two together',
      given: container('          securityContext:\n            privileged: true\n'),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'allowed',
      given: container('          securityContext:\n            allowPrivilegeEscalation: true\n'),
      expect: 'fail',
      at: ['k8s/app.yaml:12'],
      fixed: container('          securityContext:\n            allowPrivilegeEscalation: false\n'),
    },
  ],
});

function pod(lines: string): string {
  return `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: app # of us\n      image: shop:1\n${lines}`;
}
