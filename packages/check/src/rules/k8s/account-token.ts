import type { InfrastructureDocument } from '../../analysis/infrastructure/manifest-documents.ts';
import { resourcesIn } from '../../analysis/infrastructure/workloads.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { containerRule, podWith } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Pods that do not talk to Kubernetes have no key to it. */
export const rule: Rule = containerRule({
  id: 'k8s/account-token',
  practice: 'I4',
  severity: 'low',
  confidence: 'likely',
  cwe: 522,
  controls: ['asvs5:13.2.2', 'iso27001:A.8.2'],
  title: 'Pods without a service account of their own get no token of one',
  why: 'By default each pod carries a token for the API of Kubernetes: a file that a hole in the app gives away.',
  fix: 'Write `automountServiceAccountToken: false` into the pod, or give it a serviceAccountName with the rights that it needs.',
  fact: 'none carries one for nothing',
  faults(container, { pod, containers }) {
    if (container !== containers[0]) return [];
    const account = pod['serviceAccountName'];
    const hasOwn = typeof account === 'string' && account !== 'default';
    if (hasOwn || pod['automountServiceAccountToken'] === false) return [];
    return [{ message: 'it carries the token of the default account', identity: 'token' }];
  },
  mend: {
    title: 'Write `automountServiceAccountToken: false` into the pod',
    offer({ workload: { name, at, pod }, manifests, packages }) {
      const isSaid = pod['automountServiceAccountToken'] === true;
      const talks = packages.some(({ manifest }) =>
        Object.keys(manifest.dependencies).some((one) => clients.test(one)),
      );
      return isSaid || talks || isBound(manifests)
        ? undefined
        : {
            title: `Give ${name} no token of Kubernetes`,
            values: [{ at: [...at, 'automountServiceAccountToken'], value: false }],
          };
    },
  },
  examples: [
    {
      title: 'none',
      given: podWith('      automountServiceAccountToken: false\n'),
      expect: 'pass',
    },
    {
      title: 'an account of its own',
      given: podWith('      serviceAccountName: shop\n'),
      expect: 'pass',
    },
    {
      title: 'nothing said',
      given: podWith(''),
      expect: 'fail',
      at: ['k8s/app.yaml:1'],
      fixed: without(podWith('')),
    },
    {
      title: 'the default account by name',
      given: podWith('      serviceAccountName: default\n'),
      expect: 'fail',
      fixed: without(podWith('      serviceAccountName: default\n')),
    },
    {
      title: 'the app talks to Kubernetes',
      given: {
        ...podWith(''),
        'package.json': '{"dependencies":{"@kubernetes/client-node":"1.0.0"}}',
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'the default account was given rights: something uses it',
      given: {
        ...podWith(''),
        'k8s/role.yaml':
          'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: a\nsubjects:\n  - kind: ServiceAccount\n    name: default\n',
      },
      expect: 'fail',
      fixed: {},
    },
  ],
});

/** Packages that talk to the API of Kubernetes. */
const clients = /kubernetes|^kubectl|^k8s\b/;

function isBound(manifests: readonly InfrastructureDocument[]): boolean {
  return resourcesIn(manifests)
    .filter(({ data }) => String(data['kind']).endsWith('RoleBinding'))
    .flatMap(({ data }) => (Array.isArray(data['subjects']) ? data['subjects'] : []))
    .some((subject) => mapOf(subject)['name'] === 'default');
}

function without(files: Readonly<Record<string, string>>): Record<string, string> {
  return {
    'k8s/app.yaml': `${files['k8s/app.yaml']}      automountServiceAccountToken: false\n`,
  };
}
