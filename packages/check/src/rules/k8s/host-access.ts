import { mapOf } from '../../analysis/workflow.ts';
import { containerRule, type Fault, podWith } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Folders of the node that give it away. */
const mightyPaths =
  /^\/(?:$|etc|root|proc|sys|boot|dev|home|var\/(?:run|lib)(?:\/|$)|run)(?:\/|$)?/;

/** Pods see nothing of the node. */
export const rule: Rule = containerRule({
  id: 'k8s/host-access',
  practice: 'P8',
  severity: 'high',
  confidence: 'likely',
  cwe: 668,
  controls: ['asvs5:15.2.5', 'iso27001:A.8.20'],
  title: 'Pods share neither network, processes nor folders with their node',
  why: 'A folder such as /var/run with the socket of the container engine is root on the node; its network shows what other pods say.',
  fix: 'Take hostNetwork, hostPID, hostIPC and hostPath out; use a Service, a volume claim, a ConfigMap.',
  fact: 'none does',
  faults(container, { pod, containers }) {
    // What is of the pod is told once.
    if (container !== containers[0]) return [];
    const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => pod[key] === true);
    const volumes: unknown[] = Array.isArray(pod['volumes']) ? pod['volumes'] : [];
    const paths = volumes.flatMap((one) => {
      const { path } = mapOf(mapOf(one)['hostPath']);
      return typeof path === 'string' ? [path] : [];
    });
    return [
      ...shared.map((key): Fault => ({
        message: `the pod has ${key}`,
        identity: key,
        at: new RegExp(`${key}:`, 'm'),
      })),
      ...paths.map((path): Fault => ({
        message: `the pod mounts ${path} of the node`,
        identity: path,
        at: /hostPath:/m,
        ...(!mightyPaths.test(path) && { severity: 'medium' as const }),
      })),
    ];
  },
  examples: [
    {
      title: 'a volume of its own',
      given: podWith('      volumes:\n        - name: tmp\n          emptyDir: {}\n'),
      expect: 'pass',
    },
    {
      title: 'the network of the node',
      given: podWith('      hostNetwork: true\n'),
      expect: 'fail',
      at: ['k8s/app.yaml:8'],
    },
    {
      title: 'the socket of Docker',
      given: podWith(
        '      volumes:\n        - name: docker\n          hostPath:\n            path: /var/run/docker.sock\n',
      ),
      expect: 'fail',
    },
  ],
});
