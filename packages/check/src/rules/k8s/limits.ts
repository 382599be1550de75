import { mapOf } from '../../analysis/workflow.ts';
import { container, containerRule } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** One app cannot take all memory of a node. */
export const rule: Rule = containerRule({
  id: 'k8s/limits',
  practice: 'P5',
  severity: 'medium',
  confidence: 'certain',
  cwe: 400,
  controls: ['iso27001:A.8.20', 'soc2:A1.2'],
  title: 'Every container has a limit of memory',
  why: 'Without one a single flooded app takes down all others on its node.',
  fix: 'Write `resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { memory: 512Mi } }`.',
  fact: 'every container has one',
  faults: ({ fields, isFirst }) =>
    mapOf(mapOf(fields['resources'])['limits'])['memory'] !== undefined || isFirst
      ? []
      : [{ message: 'its memory has no limit', identity: 'memory', at: /resources:/m }],
  examples: [
    {
      title: 'a limit',
      given: container('          resources:\n            limits:\n              memory: 512Mi\n'),
      expect: 'pass',
    },
    {
      title: 'a request alone',
      given: container(
        '          resources:\n            requests:\n              memory: 512Mi\n',
      ),
      expect: 'fail',
      at: ['k8s/app.yaml:11'],
    },
  ],
});
