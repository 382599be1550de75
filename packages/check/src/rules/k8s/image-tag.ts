import { literalPattern } from '../../analysis/literal-pattern.ts';
import { container, containerRule } from '../manifest-rule.ts';
import type { Rule } from '../rule.ts';

/** Kustomize and others put the tag in. */
const isFilledIn = /\$\{|\$\(|^(IMAGE|image)(-|_|$)|TAG$|:(REPLACE|placeholder)/;

/** Images of workloads are named so that they stay the same. */
export const rule: Rule = containerRule({
  id: 'k8s/image-tag',
  practice: 'I11',
  severity: 'medium',
  confidence: 'likely',
  cwe: 829,
  controls: ['iso27001:A.8.9', 'asvs5:15.2.4'],
  title: 'Workloads name their images by version or digest, never by latest',
  why: 'With `latest` nobody can say what runs: two pods of one deployment may run different code, and none can be rolled back.',
  fix: 'Name a version, better the digest that CI built: `image: shop@sha256:…`.',
  fact: 'every image has a version',
  faults({ image }) {
    const [, tag] = /:([\w.-]+)$/.exec(image.replace(/^[\w.-]+:\d+\//, '')) ?? [];
    if (image.includes('@sha256:') || isFilledIn.test(image)) return [];
    if (tag !== undefined && tag !== 'latest') return [];
    const message =
      tag === undefined ? `its image ${image} has no version` : `its image is ${image}`;
    return [
      { message, identity: image, at: new RegExp(`image:\\s*["']?${literalPattern(image)}`, 'm') },
    ];
  },
  examples: [
    { title: 'a version', given: container(''), expect: 'pass' },
    {
      title: 'a digest, and a port of the registry',
      given: container('', `reg.example:5000/shop@sha256:${'a'.repeat(64)}`),
      expect: 'pass',
    },
    { title: 'filled in by CI', given: container('', '"shop:${TAG}"'), expect: 'pass' },
    {
      title: 'latest',
      given: container('', 'shop:latest'),
      expect: 'fail',
      at: ['k8s/app.yaml:10'],
    },
    {
      title: 'no version, and a port of the registry',
      given: container('', 'reg.example:5000/shop'),
      expect: 'fail',
    },
  ],
});
