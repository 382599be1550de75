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
    { title: 'nothing said', given: podWith(''), expect: 'fail', at: ['k8s/app.yaml:1'] },
    {
      title: 'the default account by name',
      given: podWith('      serviceAccountName: default\n'),
      expect: 'fail',
    },
  ],
});
