import { nodeEndOfLife } from '@castellan/core';
import { cutShort, madeUpConfig, madeUpImage } from '../image-example.ts';
import { judgeLayers } from '../judge-layers.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const dayMs = 86_400_000;

/** The Node.js in the image still gets security fixes. */
export const rule: Rule = defineRule({
  id: 'image/node-version',
  practice: 'C10',
  severity: 'high',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'The Node.js in the image still gets security fixes',
  why: 'Holes of Node.js itself are open in every app that runs on it, whatever its packages.',
  fix: 'Build on a version with long-term support, `FROM node:24`, and rebuild every few weeks.',
  needs: ['imageConfig', 'imageFiles'],
  run({ imageConfig, imageFiles }, { now }) {
    const told = imageConfig.environment.find(({ name }) => name === 'NODE_VERSION')?.value;
    const versions = [
      ...imageFiles.node,
      // Where the files of an image tell nothing, its variable does.
      ...(imageFiles.node.length === 0 && told !== undefined
        ? [{ place: 'NODE_VERSION', version: told }]
        : []),
    ];
    if (versions.length === 0 && imageFiles.unread.length === 0)
      return notApplicable('the image holds no Node.js that we know of');
    const findings = versions.flatMap(({ place, version }): RuleFinding[] => {
      const last = nodeEndOfLife[Number(version.replace(/^v/, '').split('.')[0])];
      if (last === undefined || now < Date.parse(last) + dayMs) return [];
      const message = `Node.js ${version} has had no security fixes since ${last}`;
      return [{ place: { file: place }, message, identity: `node ${version.split('.')[0]}` }];
    });
    return judgeLayers(
      imageFiles,
      findings,
      versions.map(({ version }) => `Node.js ${version}`).join(', '),
    );
  },
  examples: [
    { title: 'a version with long-term support', evidence: running('24.11.1'), expect: 'pass' },
    { title: 'a version that ended', evidence: running('16.20.2'), expect: 'fail' },
    {
      title: 'told by the variable alone',
      evidence: {
        imageConfig: madeUpConfig({ environment: [{ name: 'NODE_VERSION', value: '18.20.8' }] }),
        imageFiles: madeUpImage({ node: [] }),
      },
      expect: 'fail',
    },
    {
      title: 'a layer that is cut short',
      evidence: { imageConfig: madeUpConfig(), imageFiles: madeUpImage({ unread: cutShort }) },
      expect: 'unknown',
    },
    {
      title: 'no Node.js',
      evidence: {
        imageConfig: madeUpConfig({ environment: [] }),
        imageFiles: madeUpImage({ node: [] }),
      },
      expect: 'not-applicable',
    },
  ],
});

function running(version: string): {
  imageConfig: ReturnType<typeof madeUpConfig>;
  imageFiles: ReturnType<typeof madeUpImage>;
} {
  const node = [{ place: 'usr/local/include/node/node_version.h', version }];
  return { imageConfig: madeUpConfig(), imageFiles: madeUpImage({ node }) };
}
