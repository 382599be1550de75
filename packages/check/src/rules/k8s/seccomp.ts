import { capabilitiesOf, type Workload } from '../../analysis/infrastructure/workloads.ts';
import { dependencyNames } from '../../analysis/web-app.ts';
import { mapOf } from '../../analysis/workflow.ts';
import { container, containerRule, deployment, podWith } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Browsers shut their pages in by calls that the filter of the runtime refuses. */
const browsers =
  /^(puppeteer(-core)?|playwright(-core|-chromium)?|chrome-launcher|chrome-aws-lambda)$/;

const two =
  '      containers:\n        - name: app\n          image: shop:1\n        - name: side\n          image: side:1\n';

/** Containers call the kernel through the filter of the runtime. */
export const rule: Rule = containerRule({
  id: 'k8s/seccomp',
  practice: 'P8',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['asvs5:15.2.5', 'iso27001:A.8.9'],
  title: 'Containers call the kernel through the filter of the runtime',
  why: 'Kubernetes switches off the filter that the same image has under Docker: the calls by which flaws of the kernel are reached stay open.',
  fix: 'Write `securityContext: { seccompProfile: { type: RuntimeDefault } }` into the pod.',
  fact: 'every container has a filter',
  faults({ security }, { document, pod }) {
    const type = mapOf(security['seccompProfile'])['type'];
    const isSaid = typeof type === 'string' && type !== 'Unconfined';
    // A filter does not bind a privileged container, and Windows has none.
    const isExempt = security['privileged'] === true || mapOf(pod['os'])['name'] === 'windows';
    if (isSaid || isExempt || isAnnotated(document.text)) return [];
    const isOff = type === 'Unconfined';
    return [
      {
        message: isOff ? 'its filter is switched off' : 'it has no filter of system calls',
        identity: isOff ? 'Unconfined' : 'no seccomp',
        ...(isOff && { at: /type:\s*["']?Unconfined/m }),
      },
    ];
  },
  mend: {
    title:
      'Write `seccompProfile: { type: RuntimeDefault }`, the filter of Docker, into pods of apps that have no browser',
    offer({ workload, fault, packages }) {
      const { name, at } = workload;
      if (fault.identity !== 'no seccomp' || isNearKernel(workload)) return undefined;
      if (dependencyNames(packages).some((one) => browsers.test(one))) return undefined;
      return {
        title: `Let ${name} call the kernel through the filter of the runtime`,
        values: [
          { at: [...at, 'securityContext', 'seccompProfile', 'type'], value: 'RuntimeDefault' },
        ],
      };
    },
  },
  examples: [
    {
      title: 'said by the pod',
      given: podWith(
        '      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n',
      ),
      expect: 'pass',
    },
    {
      title: 'a filter of its own',
      given: container(
        '          securityContext:\n            seccompProfile: { type: Localhost, localhostProfile: a.json }\n',
      ),
      expect: 'pass',
    },
    {
      title: 'nothing said of two containers',
      given: podWith(''),
      expect: 'fail',
      fixed: deployment(
        `${two}      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n`,
      ),
    },
    {
      title: 'nothing said, beside what the pod says of its user',
      given: podWith('      securityContext: # ours\n        runAsNonRoot: true # node\n'),
      expect: 'fail',
      at: ['k8s/app.yaml:1', 'k8s/app.yaml:1'],
      fixed: podWith(
        '      securityContext: # ours\n        runAsNonRoot: true # node\n        seccompProfile:\n          type: RuntimeDefault\n',
      ),
    },
    {
      title: 'switched off',
      given: container(
        '          securityContext:\n            seccompProfile:\n              type: Unconfined\n',
      ),
      expect: 'fail',
      at: ['k8s/app.yaml:13'],
      fixed: {},
    },
    {
      title: 'nothing said of an app that drives a browser',
      given: { ...container(''), 'package.json': '{"dependencies":{"puppeteer":"24"}}' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'nothing said of an agent of each node, and of one that has capabilities',
      given: {
        'k8s/agent.yaml': container('')['k8s/app.yaml']!.replace('Deployment', 'DaemonSet'),
        ...container(
          '          securityContext:\n            capabilities: { add: [SYS_PTRACE] }\n',
        ),
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'said as it was up to Kubernetes 1.26, privileged, and Windows',
      given: {
        'k8s/a.yaml': container('')['k8s/app.yaml']!.replace(
          '  name: shop\n',
          '  name: shop\n  annotations:\n    seccomp.security.alpha.kubernetes.io/pod: runtime/default\n',
        ),
        'k8s/b.yaml': podWith('      os:\n        name: windows\n')['k8s/app.yaml']!,
        ...container('          securityContext:\n            privileged: true\n'),
      },
      expect: 'pass',
    },
  ],
});

/** What looks after a node may need any call. */
function isNearKernel({ name, pod, containers }: Workload): boolean {
  return (
    name.startsWith('DaemonSet') ||
    ['hostPID', 'hostIPC', 'hostNetwork'].some((key) => pod[key] === true) ||
    containers.some(
      ({ security, image }) =>
        security['privileged'] === true ||
        capabilitiesOf(security).length > 0 ||
        /chrom|puppeteer|playwright|selenium|browserless|docker|dind/i.test(image),
    )
  );
}

/** As manifests said it up to Kubernetes 1.26. */
function isAnnotated(text: string): boolean {
  return /seccomp\.security\.alpha\.kubernetes\.io\//.test(text);
}
