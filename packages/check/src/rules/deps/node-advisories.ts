import { judgeLook, madeUpHit, madeUpLook, messageOf } from '../advisory-rule.ts';
import { defineRule, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import type { AdvisoryHit, AdvisoryLook } from '../../analysis/advisories/facts.ts';

/** The release of Node.js that runs the app has no known hole. */
export const rule: Rule = defineRule({
  id: 'deps/node-advisories',
  practice: 'C10',
  severity: 'high',
  confidence: 'likely',
  cwe: 1395,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'The release of Node.js that is named has no known hole',
  why: 'The runtime reads each request before the app does: a hole in its parser is one in every app on it.',
  fix: 'Take the newest release of the same line (`node:24-alpine`, `24` in .nvmrc) and build anew, or let an update bot move the number.',
  needs: ['nodeAdvisories'],
  run({ nodeAdvisories }, { now }) {
    if (nodeAdvisories.asked === 0)
      return notApplicable('no file names a release of Node.js to its last number');
    return judgeLook(nodeAdvisories, nodeAdvisories.hits.map(findingOf), now);
  },
  examples: [
    { title: 'nothing known', evidence: { nodeAdvisories: look() }, expect: 'pass' },
    {
      title: 'a release with a known hole',
      evidence: {
        nodeAdvisories: look([
          madeUpHit({
            name: 'node',
            version: '22.4.0',
            place: 'Dockerfile',
            id: 'BIT-node-2024-36138',
            summary: 'Commands in batch files',
            fixedIn: ['22.4.1'],
          }),
        ]),
      },
      expect: 'fail',
      at: ['Dockerfile'],
    },
    {
      title: 'a release, and no advisories to look into',
      given: { '.nvmrc': 'v22.4.0\n' },
      expect: 'unknown',
    },
    {
      title: 'a release in an image and in a list of tools',
      given: { Dockerfile: 'FROM node:22.4.0-alpine\n', '.tool-versions': 'nodejs 22.4.0\n' },
      expect: 'unknown',
    },
    {
      title: 'a line of releases: the newest is meant',
      given: { '.nvmrc': '24\n', Dockerfile: 'FROM node:24-alpine\n' },
      expect: 'not-applicable',
    },
    {
      title: 'advisories of last month',
      evidence: { nodeAdvisories: { ...look(), asOf: '2026-10-01T00:00:00Z' } },
      expect: 'unknown',
    },
  ],
});

function findingOf(hit: AdvisoryHit): RuleFinding {
  const { place, version, id, severity } = hit;
  return {
    place: { file: place },
    message: messageOf(hit),
    identity: `node ${version} ${id}`,
    severity,
  };
}

function look(hits: readonly AdvisoryHit[] = []): AdvisoryLook {
  return madeUpLook({ ecosystem: 'Bitnami', asked: 1, hits });
}
