import { capabilitiesOf } from '../../analysis/infrastructure/workloads.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { container, containerRule } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Containers have no capability that they do not name. */
export const rule: Rule = containerRule({
  id: 'k8s/capabilities',
  practice: 'P8',
  severity: 'low',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:15.2.5', 'asvs5:13.2.2'],
  title: 'Containers drop every capability that they do not name',
  why: 'A runtime gives each container a dozen rights of root, such as to write files of others and to send forged packets; an app of Node.js needs none of them.',
  fix: 'Write `securityContext: { capabilities: { drop: [ALL] } }` into the container, and add the few that it needs.',
  fact: 'every container drops all of them',
  faults({ security, isFirst }) {
    const { drop } = mapOf(security['capabilities']);
    const isDropped = Array.isArray(drop) && drop.some((one) => /^(CAP_)?ALL$/i.test(String(one)));
    // Of a privileged container they cannot be taken: k8s/privileged says so.
    return isDropped || isFirst || security['privileged'] === true
      ? []
      : [{ message: 'it keeps the capabilities of its runtime', identity: 'capabilities' }];
  },
  mend: {
    title:
      'Write `drop: [ALL]` and `allowPrivilegeEscalation: false` where the container is not root: it has no capability then',
    offer({ container: { name, at, security }, workload }) {
      const user = security['runAsUser'];
      const isOther = typeof user === 'number' ? user > 0 : security['runAsNonRoot'] === true;
      const gains = security['allowPrivilegeEscalation'];
      const { drop } = mapOf(security['capabilities']);
      const isSaid = drop !== undefined || capabilitiesOf(security).length > 0;
      if (!isOther || isSaid || (gains !== undefined && gains !== false)) return undefined;
      return {
        title: `Take the capabilities of ${workload.name}, container ${name}`,
        values: [
          // k8s/escalation writes it too: without it a program may lend what is dropped here.
          ...(gains === undefined
            ? [{ at: [...at, 'securityContext', 'allowPrivilegeEscalation'], value: false }]
            : []),
          { at: [...at, 'securityContext', 'capabilities', 'drop'], value: ['ALL'] },
        ],
      };
    },
  },
  examples: [
    {
      title: 'all dropped, one added',
      given: container(
        '          securityContext:\n            capabilities:\n              drop: ["ALL"]\n              add: [NET_BIND_SERVICE]\n',
      ),
      expect: 'pass',
    },
    {
      title: 'kept by a container that is neither root nor can become it',
      given: container(`${closed()}            runAsUser: 1000\n`),
      expect: 'fail',
      fixed: container(
        `${closed()}            runAsUser: 1000\n            capabilities:\n              drop:\n                - ALL\n`,
      ),
    },
    {
      title: 'kept, and refused to root',
      given: container(`${closed()}            runAsNonRoot: true # node\n          ports: []\n`),
      expect: 'fail',
      fixed: container(
        `${closed()}            runAsNonRoot: true # node\n            capabilities:\n              drop:\n                - ALL\n          ports: []\n`,
      ),
    },
    {
      title: 'kept by one that may be root, or has the number of root',
      given: {
        ...container(closed()),
        'k8s/b.yaml': container(`${closed()}            runAsUser: 0\n`)['k8s/app.yaml']!,
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'kept by one of which nobody said that it gains no rights',
      given: container('          securityContext:\n            runAsUser: 1000\n'),
      expect: 'fail',
      fixed: container(
        '          securityContext:\n            runAsUser: 1000\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop:\n                - ALL\n',
      ),
    },
    {
      title: 'kept by one that is to gain rights',
      given: container(
        '          securityContext:\n            runAsUser: 1000\n            allowPrivilegeEscalation: true\n',
      ),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'some dropped, some added',
      given: container(
        `${closed()}            runAsUser: 1000\n            capabilities:\n              drop: [NET_RAW]\n`,
      ),
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'some added',
      given: container(
        `${closed()}            runAsUser: 1000\n            capabilities:\n              add: [NET_ADMIN]\n`,
      ),
      expect: 'fail',
      fixed: {},
    },
  ],
});

function closed(): string {
  return '          securityContext:\n            allowPrivilegeEscalation: false\n';
}
