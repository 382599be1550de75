import { capabilitiesOf } from '../../analysis/infrastructure/workloads.ts';
import { container, containerRule } from '../manifest-rule.ts';
import { mapOf } from '../../analysis/workflow.ts';
import type { Rule } from '../rule.ts';

/** Capabilities that amount to root on the node. */
const mighty = [
  'ALL',
  'SYS_ADMIN',
  'SYS_PTRACE',
  'SYS_MODULE',
  'NET_ADMIN',
  'DAC_READ_SEARCH',
  'BPF',
];

/** No container has the rights of the node. */
export const rule: Rule = containerRule({
  id: 'k8s/privileged',
  practice: 'P8',
  severity: 'high',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:15.2.5', 'iso27001:A.8.2'],
  title: 'No container is privileged or has a capability that amounts to it',
  why: 'A privileged container is root on the node: all pods there, and their secrets, fall with it.',
  fix: 'Take `privileged: true` out; write `capabilities: { drop: [ALL] }` and add the one that is needed.',
  fact: 'none is privileged',
  faults({ security }) {
    return [
      ...(security['privileged'] === true
        ? [{ message: 'it is privileged', identity: 'privileged', at: /privileged:\s*true/m }]
        : []),
      ...capabilitiesOf(security)
        .filter((one) => mighty.includes(one))
        .map((one) => ({
          message: `it has the capability ${one}`,
          identity: one,
          at: new RegExp(`\\b(CAP_)?${one}\\b`, 'm'),
        })),
    ];
  },
  mend: {
    needsUnsafe: true,
    title: 'Write `privileged: false`',
    offer: ({ container: { name, at, fields }, workload, fault }) =>
      fault.identity === 'privileged' && mapOf(fields['securityContext'])['privileged'] === true
        ? {
            title: `Take the rights of the node from ${workload.name}, container ${name}`,
            values: [{ at: [...at, 'securityContext', 'privileged'], value: false }],
            afterwards: 'start it once: what it did with the node needs a capability of its own',
            isUnsafe: true,
          }
        : undefined,
  },
  examples: [
    {
      title: 'one small capability',
      given: container(
        '          securityContext:\n            capabilities:\n              drop: [ALL]\n              add: [NET_BIND_SERVICE]\n',
      ),
      expect: 'pass',
    },
    {
      title: 'privileged',
      given: container('          securityContext:\n            privileged: true\n'),
      expect: 'fail',
      at: ['k8s/app.yaml:12'],
      fixed: container('          securityContext:\n            privileged: false\n'),
    },
    {
      title: 'a capability that amounts to it',
      given: container(
        '          securityContext:\n            capabilities:\n              add: [CAP_SYS_ADMIN]\n',
      ),
      expect: 'fail',
      at: ['k8s/app.yaml:13'],
      fixed: {},
    },
  ],
});
