import { container, containerRule } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Containers cannot change what they run. */
export const rule: Rule = containerRule({
  id: 'k8s/read-only',
  practice: 'I11',
  severity: 'low',
  confidence: 'certain',
  cwe: 732,
  controls: ['iso27001:A.8.9', 'asvs5:15.2.5'],
  title: 'The file system of containers is read-only',
  why: 'Who breaks in then has nowhere to put a program, and what runs is what was built.',
  fix: 'Write `securityContext: { readOnlyRootFilesystem: true }`, and mount an emptyDir where the app must write, such as /tmp.',
  fact: 'every container is read-only',
  faults: ({ security, isFirst }) =>
    security['readOnlyRootFilesystem'] === true || isFirst
      ? []
      : [
          {
            message: 'it may write everywhere',
            identity: 'writes',
            at: /readOnlyRootFilesystem:/m,
          },
        ],
  mend: {
    needsUnsafe: true,
    title: 'Write `readOnlyRootFilesystem: true` into the container',
    offer: ({ container: { name, at }, workload }) => ({
      title: `Make the file system of ${workload.name}, container ${name}, read-only`,
      values: [{ at: [...at, 'securityContext', 'readOnlyRootFilesystem'], value: true }],
      afterwards: 'mount an emptyDir where the app writes, such as /tmp, and start it once',
      isUnsafe: true,
    }),
  },
  examples: [
    {
      title: 'read-only',
      given: container('          securityContext:\n            readOnlyRootFilesystem: true\n'),
      expect: 'pass',
    },
    {
      title: 'nothing said',
      given: container(''),
      expect: 'fail',
      fixed: container('          securityContext:\n            readOnlyRootFilesystem: true\n'),
    },
    {
      title: 'allowed on purpose, between other settings',
      given: container(
        '          securityContext: # of the container\n            readOnlyRootFilesystem: false # uploads\n            runAsUser: 1000\n',
      ),
      expect: 'fail',
      at: ['k8s/app.yaml:12'],
      fixed: container(
        '          securityContext: # of the container\n            readOnlyRootFilesystem: true # uploads\n            runAsUser: 1000\n',
      ),
    },
  ],
});
