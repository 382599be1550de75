import { container, containerRule, deployment } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Pods do not run as root. */
export const rule: Rule = containerRule({
  id: 'k8s/user',
  practice: 'I5',
  severity: 'high',
  confidence: 'likely',
  cwe: 250,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Kubernetes refuses to start the containers as root',
  why: 'Who breaks into a process that runs as root owns the container, and a flaw of the kernel or a mount away, the node.',
  fix: 'Write `securityContext: { runAsNonRoot: true, runAsUser: 1000 }` into the pod.',
  fact: 'no container may run as root',
  faults({ security }) {
    if (security['runAsUser'] === 0)
      return [{ message: 'it runs as root', identity: 'root', at: /runAsUser:\s*0\b/m }];
    const isSafe = security['runAsNonRoot'] === true || typeof security['runAsUser'] === 'number';
    return isSafe
      ? []
      : [{ message: 'it may run as root', identity: 'may be root', severity: 'medium' }];
  },
  mend: {
    needsUnsafe: true,
    title: 'Write `runAsNonRoot: true` and `runAsUser: 1000`, the number of `node` in its images',
    offer: ({ container: { name, at }, workload, fault }) =>
      fault.identity === 'root'
        ? undefined
        : {
            title: `Start ${workload.name}, container ${name}, as user 1000`,
            values: [
              { at: [...at, 'securityContext', 'runAsNonRoot'], value: true },
              { at: [...at, 'securityContext', 'runAsUser'], value: 1000 },
            ],
            afterwards: 'start it once: what it writes must belong to user 1000 (fsGroup: 1000)',
            isUnsafe: true,
          },
  },
  examples: [
    {
      title: 'said by the pod',
      given: deployment(
        '      securityContext:\n        runAsNonRoot: true\n      containers:\n        - name: app\n          image: shop:1\n',
      ),
      expect: 'pass',
    },
    {
      title: 'by number',
      given: container('          securityContext:\n            runAsUser: 1000\n'),
      expect: 'pass',
    },
    {
      title: 'root by number',
      given: container('          securityContext:\n            runAsUser: 0\n'),
      expect: 'fail',
      at: ['k8s/app.yaml:12'],
      fixed: {},
    },
    {
      title: 'nothing said',
      given: container(''),
      expect: 'fail',
      at: ['k8s/app.yaml:1'],
      fixed: container(
        '          securityContext:\n            runAsNonRoot: true\n            runAsUser: 1000\n',
      ),
    },
    {
      title: 'the container takes back what the pod says',
      given: deployment(
        '      securityContext:\n        runAsUser: 1000\n      containers:\n        - name: app\n          image: shop:1\n          securityContext:\n            runAsUser: 0\n',
      ),
      expect: 'fail',
    },
  ],
});
