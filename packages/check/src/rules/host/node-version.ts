import { nodeEndOfLife } from '@castellan/core';
import {
  defineRule,
  failBy,
  notApplicable,
  type Rule,
  type RuleFinding,
  unknown,
} from '../rule.ts';
import { nodeProcess } from '../host-example.ts';

const dayMs = 86_400_000;

/** The Node.js that really runs still gets security fixes. */
export const rule: Rule = defineRule({
  id: 'host/node-version',
  practice: 'C10',
  severity: 'high',
  confidence: 'certain',
  cwe: 1104,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'The Node.js that runs still gets security fixes',
  why: 'What package.json asks for is a wish; holes are in what runs.',
  fix: 'Install a Node.js version with long-term support, and restart the app with it.',
  needs: ['hostProcesses'],
  run({ hostProcesses: { node } }, { now }) {
    const runtimes = node.filter(({ executable }) => /\bnode(?:js)?\d*$/.test(executable ?? ''));
    if (runtimes.length === 0) return notApplicable('no Node.js process runs here');
    const findings = runtimes.flatMap(({ version, script }): RuleFinding[] => {
      const major = Number(/^v(\d+)\./.exec(version ?? '')?.[1]);
      const last = nodeEndOfLife[major];
      if (last === undefined || Date.parse(last) + dayMs > now) return [];
      const message = `It runs on Node.js ${version ?? ''}, which has had no fixes since ${last}`;
      return [{ place: { file: script }, message, identity: `node ${major}` }];
    });
    const isTold = runtimes.every(({ version }) => version !== undefined);
    if (findings.length === 0 && !isTold)
      return unknown('the version of a Node.js that does not belong to root: ask it yourself');
    return failBy(findings, [...new Set(runtimes.map(({ version }) => version))].join(', '));
  },
  examples: [
    {
      title: 'a version with support',
      evidence: { hostProcesses: { node: [nodeProcess()], programs: [] } },
      expect: 'pass',
    },
    {
      title: 'one that ended',
      evidence: { hostProcesses: { node: [nodeProcess({ version: 'v16.20.2' })], programs: [] } },
      expect: 'fail',
      at: ['/srv/shop/server.js'],
    },
    {
      title: 'one that tells no version',
      evidence: {
        hostProcesses: {
          node: [
            {
              pid: 1,
              uid: 1,
              executable: '/opt/n/node',
              script: '/a.js',
              noNewPrivileges: true,
              writableCode: [],
            },
          ],
          programs: [],
        },
      },
      expect: 'unknown',
    },
    {
      title: 'another runtime',
      evidence: {
        hostProcesses: { node: [nodeProcess({ executable: '/usr/bin/bun' })], programs: [] },
      },
      expect: 'not-applicable',
    },
  ],
});
